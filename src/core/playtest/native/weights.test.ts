import { expect, test } from "vitest";
import { openStream } from "../../canonical/random.ts";
import { drawShare, shareOut } from "./weights.ts";

const CASES: readonly (readonly [weights: readonly number[], upTo: readonly number[]])[] = [
  [[1], [1]],
  [
    [2, 2, 4],
    [1, 2, 4],
  ],
  [
    [0.1, 0.2, 0.7],
    [1, 3, 10],
  ],
  [
    [1e-7, 3e-7],
    [1, 4],
  ],
  [
    [1.5e21, 3e21],
    [1, 3],
  ],
  [
    [0.25, 100],
    [1, 401],
  ],
];

test.each(CASES)("[NE8] the shares of %j are the exact integers %j", (weights, upTo) => {
  expect(shareOut(weights)).toEqual({ upTo, total: upTo.at(-1) });
});

test("[NE8] weights farther apart than one draw can tell are rounded, and none to nothing", () => {
  const { upTo, total } = shareOut([1e-300, 1, 1]);
  expect(total).toBeLessThanOrEqual(2 ** 32);
  expect(upTo[0]).toBe(1);
  expect((upTo[1] ?? 0) - 1).toBe(total - (upTo[1] ?? 0));
});

test("[NE8] a draw falls to the entry within whose share it lies", () => {
  const shares = shareOut([1, 2, 3]);
  const [drawn, same] = [openStream(1, "loot"), openStream(1, "loot")];
  for (let round = 0; round < 200; round += 1) {
    expect(drawShare(shares, drawn)).toBe([0, 1, 1, 2, 2, 2][same.nextBelow(6)]);
  }
});
