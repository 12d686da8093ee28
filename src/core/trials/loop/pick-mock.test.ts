import { expect, test } from "vitest";
import type { Json } from "../json.ts";
import type { MockCase } from "../scenario/mock.ts";
import { caseOf, hold, asks, linesOf, says, scenarioOf, toolOf } from "./loop.fixture.ts";
import { answerFromMock } from "./pick-mock.ts";

const value = (said: Json, when: Json = null): MockCase => caseOf({ when, outcome: { kind: "value", value: said } });

const pick = (cases: readonly MockCase[], written: Json, nth = 0): unknown => {
  const call = { id: "1", name: "find_order", arguments: written, invalid: null };
  const found = answerFromMock(toolOf("find_order", { pick: "match", cases }), call, nth);
  return found?.kind === "value" ? found.value : found;
};

test("[TL8] calls of a tool get its answers one after the other, all later ones the last; refused calls take none", async () => {
  const tool = toolOf("find_order", { pick: "nth", cases: [value("first"), value("second")] });
  const asked = asks(["find_order", { id: "1" }], ["find_order", {}], ["find_order", { id: "1" }], ["find_order", { id: "1" }]);
  const { lines } = await hold(scenarioOf({ tools: [tool] }), [asked, says("Done.")]);
  expect(linesOf(lines, "tool_result").map((line) => (line.by === "mock" ? line.value : line.by))).toEqual([
    "first",
    "refused",
    "second",
    "second",
  ]);
});

test("[TL9] the first case whose condition fits answers: fields are a subset, lists are whole, `*` is any value that is there", () => {
  const cases = [
    value("both", { id: "7", lines: [{ sku: "*" }, 2] }),
    value("any note", { note: "*" }),
    value("seven", { id: "7" }),
    value("else"),
  ];
  expect(pick(cases, { id: "7", lines: [{ sku: "sword", price: 1 }, 2], more: true })).toBe("both");
  expect(pick(cases, { id: "7", lines: [{ sku: "sword" }, 2, 3] })).toBe("seven");
  expect(pick(cases, { id: "7", lines: [{}, 2] })).toBe("seven");
  expect(pick(cases, { id: "7", lines: { 0: {} } })).toBe("seven");
  expect(pick(cases, { id: "7", note: null })).toBe("any note");
  expect(pick(cases, { id: 7 })).toBe("else");
  expect(pick(cases, {})).toBe("else");
  expect(pick([value("own", { constructor: "*" })], {})).toBe(null);
});
