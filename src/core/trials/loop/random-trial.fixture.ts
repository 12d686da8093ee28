import * as fc from "fast-check";
import type { ModelAnswer, Usage } from "../conversation/model.ts";
import type { Json } from "../json.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { LoopPorts } from "./loop-ports.ts";
import { asks, caseOf, fails, says, scenarioOf, toolOf } from "./loop.fixture.ts";

/** A trial of any kind: what the scenario is, what the model says, and after how many calls somebody stops it. */
export interface RandomTrial {
  readonly scenario: Scenario;
  readonly answers: readonly ModelAnswer[];
  readonly stopped: () => LoopPorts["stopped"];
}

const aLatency = fc.constantFrom(0, 1, 12.5, 400);
const aText = fc.oneof(fc.string({ maxLength: 10 }), fc.constantFrom("", "the key is hunter2-hunter2", "of order 77", "Done."));
const aUsage: fc.Arbitrary<Usage | null> = fc.option(
  fc.record({
    inputTokens: fc.nat({ max: 50 }),
    outputTokens: fc.nat({ max: 50 }),
    cacheReadTokens: fc.constant(0),
    cacheWriteTokens: fc.constant(0),
    reasoningTokens: fc.constant(0),
  }),
);

const anArgument: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>({ id: "7" }, { id: "8", password: "hunter3" }, { id: 9 }, {}, '{"id": ', "hunter2-hunter2", [1]),
  fc.dictionary(fc.constantFrom("id", "10", "9", "note"), fc.string({ maxLength: 4 }), { maxKeys: 3 }),
);
const aCall = fc.tuple(fc.constantFrom("find_order", "refund", "ship", "no_such_tool"), anArgument);
const aWire = fc.option(fc.constantFrom({ status: 200, request: '{"key":"hunter2-hunter2"}', response: "{}" }));
const anOpaque = fc.constantFrom<Json[]>(null, { signature: "x", list: [1, null] });

const anAnswer: fc.Arbitrary<ModelAnswer> = fc.oneof(
  { weight: 4, arbitrary: fc.array(aCall, { minLength: 1, maxLength: 3 }).map((calls) => asks(...calls)) },
  { weight: 4, arbitrary: fc.option(aText).map((text) => says(text)) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("PROVIDER_BUSY" as const, "PROVIDER_TIMEOUT" as const, "INTERRUPTED" as const)
      .map((code) => fails(code)),
  },
);

const aTimedAnswer = fc
  .record({ answer: anAnswer, latencyMs: aLatency, usage: aUsage, wire: aWire, opaque: anOpaque, isTried: fc.boolean() })
  .map(({ answer, latencyMs, usage, wire, opaque, isTried }): ModelAnswer => {
    const failedTries = isTried ? [{ status: 529, message: "overloaded", waitedMs: 10 }] : [];
    if (answer.kind === "failure") return { ...answer, latencyMs, failedTries, wire };
    return { ...answer, latencyMs, failedTries, wire, usage, opaque };
  });

const aValue = fc.oneof(
  fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as Json),
  aText,
);

/** Cases by arguments, by number, or none. */
const aTool = (name: string) =>
  fc
    .record({ pick: fc.constantFrom("match" as const, "nth" as const), first: aValue, second: aValue, latencyMs: aLatency })
    .map(({ pick, first, second, latencyMs }) => {
      const when = pick === "match" ? { id: "7" } : null;
      const cases = [
        caseOf({ when, outcome: { kind: "value", value: first }, latencyMs }),
        caseOf({ outcome: { kind: "value", value: second } }),
      ];
      return toolOf(name, { pick, cases });
    });

const aScenario = fc
  .record({
    turns: fc.array(aText, { minLength: 1, maxLength: 3 }),
    tools: fc.tuple(aTool("find_order"), aTool("refund")),
    maxTurns: fc.integer({ min: 1, max: 6 }),
    timeoutMs: fc.constantFrom(null, 1, 500, 1000),
    maxCostUsd: fc.constantFrom(null, null, 0.5),
    systemPrompt: fc.option(aText),
    seed: fc.option(fc.nat()),
  })
  .map(({ tools: [find, refund], ...changes }) => {
    const ship = toolOf("ship", { pick: "none", cases: [] });
    return scenarioOf({ ...changes, tools: [find, refund, ship], extras: { top_p: 0.5, api_key: "hunter4" } });
  });

export const aTrial: fc.Arbitrary<RandomTrial> = fc
  .record({
    scenario: aScenario,
    answers: fc.array(aTimedAnswer, { maxLength: 8 }),
    stop: fc.option(fc.tuple(fc.nat({ max: 5 }), fc.constantFrom("interrupted" as const, "budget" as const))),
  })
  .map(({ scenario, answers, stop }) => ({ scenario, answers, stopped: () => stopAfter(stop) }));

function stopAfter(stop: readonly [number, "interrupted" | "budget"] | null): LoopPorts["stopped"] {
  let asked = 0;
  return () => ((asked += 1) > (stop?.[0] ?? Infinity) ? (stop?.[1] ?? null) : null);
}
