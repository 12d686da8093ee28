import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capabilitiesOf } from "../record/capabilities-of.ts";
import { stripEntry } from "../record/strip-for-metadata.ts";
import { asks, calls, facts, says } from "./facts.fixture.ts";
import { queryNeeds } from "./query-needs.ts";
import { runQuery } from "./query.ts";

const TRIAL = [
  asks("My sword broke."),
  says(null, { toolCalls: [{ id: "1", name: "find", arguments: { id: "7", n: 2 }, invalid: null }] }),
  ...calls("find", { id: "7", n: 2 }, { result: { price: 12 }, id: "1" }),
  says("Refunding.", { toolCalls: [{ id: "2", name: "refund", arguments: { id: "7", n: 3 }, invalid: null }] }),
  ...calls("refund", { id: "7", n: 3 }, { result: null, id: "2", turn: 2 }),
  says("Done."),
];
const WITHOUT_CONTENT = TRIAL.map(stripEntry);
const CAPABILITIES = new Set(capabilitiesOf("metadata_only"));

const field = fc.constantFrom(
  ..."response content finish_reason turns role tool_calls id name arguments n turn result is_error metadata model cost_usd".split(
    " ",
  ),
);
const path = fc.constantFrom(
  ..."tool_calls[].arguments tool_calls[].arguments.n tool_calls[*].name tool_calls[0].result tool_calls turns[].role".split(" "),
  ..."turns[-1].content response.content response metadata.model metadata.turn_count @".split(" "),
);
const literal = fc.constantFrom("`1`", "`null`", "'find'", "'7'", "`[]`");

/** Expressions as people write them, and as nobody does. */
const { expression } = fc.letrec<{ expression: string; step: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, depthIdentifier: "query" },
    fc.oneof(field, path),
    fc.tuple(field, tie("step")).map(([name, step]) => `${name}${step}`),
    fc.tuple(tie("expression"), tie("expression")).map(([one, other]) => `${one} | ${other}`),
    fc.tuple(tie("expression"), fc.constantFrom("||", "&&"), tie("expression")).map((parts) => parts.join(" ")),
    fc.tuple(tie("expression"), fc.constantFrom("==", "!="), literal).map((parts) => parts.join(" ")),
    fc
      .tuple(
        fc.constantFrom("length", "type", "keys", "values", "reverse", "to_string", "not_null", "max", "sort"),
        tie("expression"),
      )
      .map(([name, inner]) => `${name}(${inner})`),
    fc
      .tuple(fc.constantFrom("sort_by", "max_by"), tie("expression"), field)
      .map(([name, list, by]) => `${name}(${list}, &${by})`),
    fc.tuple(tie("expression"), tie("expression")).map(([by, list]) => `map(&${by}, ${list})`),
    fc.tuple(field, tie("expression")).map(([name, inner]) => `{${name}: ${inner}, b: ${name}}`),
    fc.tuple(tie("expression"), field).map((parts) => `[${parts.join(", ")}]`),
  ),
  step: fc.oneof(
    { maxDepth: 4, depthIdentifier: "query" },
    fc.constantFrom("", "[]", "[*]", "[-1]", ".*"),
    fc.tuple(fc.constantFrom(".", "[].", "[*].", "[0].", "[1:].", ".*."), field, tie("step")).map((parts) => parts.join("")),
    fc.tuple(field, literal, tie("step")).map(([name, value, step]) => `[?${name} == ${value}]${step}`),
  ),
}));

describe("what queries need", () => {
  test("[AS5] whoever needs no content finds the same without it, and nobody else is promised that", () => {
    const [full, bare] = [
      facts(TRIAL).document,
      facts(WITHOUT_CONTENT, { header: { capabilities: [], snapshot: null } }).document,
    ];
    let told = 0;
    fc.assert(
      fc.property(expression, (written) => {
        const isEnough = (operator: "eq" | "exists"): boolean =>
          [...queryNeeds(written, operator)].every((each) => CAPABILITIES.has(each));
        const [then, now] = [runQuery(written, full), runQuery(written, bare)];
        if (isEnough("eq")) {
          told += 1;
          expect(now, written).toEqual(then);
        }
        const exists = (answer: typeof then): boolean =>
          "found" in answer && answer.found !== null && JSON.stringify(answer.found) !== "[]";
        if (isEnough("exists")) expect(exists(now), written).toBe(exists(then));
      }),
      { numRuns: 1500, seed: 6 },
    );
    expect(told).toBeGreaterThan(100);
  });
});
