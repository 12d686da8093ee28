import { expect, test } from "vitest";
import { findNearest, suggest } from "./nearest.ts";

test.each([
  ["basSeed", ["seed", "baseSeed"], "baseSeed"],
  ["asset-type", ["assetType"], "assetType"],
  ["ASSETTYPE", ["assetType"], "assetType"],
  ["hieght", ["weight", "height"], "height"],
  ["redy", ["draft", "ready"], "ready"],
  ["xyz", ["abc"], undefined],
  ["a", ["b"], "b"],
  ["", ["a"], undefined],
  ["bogus", ["id", "tags", "pin"], undefined],
])("%s among %j means %s", (name, candidates, expected) => {
  expect(findNearest(name, candidates)).toBe(expected);
});

test("of equally near names the first wins, so the order of candidates must be fixed", () => {
  expect(findNearest("ab", ["ac", "ad"])).toBe("ac");
});

test("names of any length take no time", () => {
  const start = performance.now();
  expect(findNearest("x".repeat(1_000_000), ["y".repeat(1_000_000)])).toBeUndefined();
  expect(performance.now() - start).toBeLessThan(100);
});

test("a sentence ends in the question only when there is something to ask", () => {
  expect(`\`redy\` is none${suggest("redy", ["ready"])}`).toBe("`redy` is none: did you mean `ready`?");
  expect(suggest("zzz", ["ready"])).toBe("");
  expect(suggest("contains", ["equals", "output_contains"])).toBe(": did you mean `output_contains`?");
  expect(suggest("tool", ["tool_called", "tool_args"])).toBe("");
});
