import { expect, test } from "vitest";
import { groupCauses, type Cause } from "./cause.ts";

const cause = (key: string, step: number): Cause => ({
  kind: "text_changed",
  step,
  message: `step ${step} text changed`,
  folded: 0,
  key,
  expected: null,
  actual: null,
  detail: null,
});

test("[TD12] equal causes of several traces are one group with its traces, the largest group first", () => {
  const diffs = [
    { name: "mc/linear/c", causes: [cause("text quay", 9), cause("text pier", 2)] },
    { name: "mc/linear/a", causes: [cause("text quay", 3)] },
    { name: "mc/linear/b", causes: [cause("text inn", 1)] },
  ];
  const groups = groupCauses(diffs);
  expect(groups.map(({ key, count, traces }) => [key, count, traces])).toEqual([
    ["text quay", 2, ["mc/linear/a", "mc/linear/c"]],
    ["text inn", 1, ["mc/linear/b"]],
    ["text pier", 1, ["mc/linear/c"]],
  ]);
  expect(groups[0]?.message).toBe("step 3 text changed");
  expect(groupCauses(diffs.toReversed())).toEqual(groups);
});
