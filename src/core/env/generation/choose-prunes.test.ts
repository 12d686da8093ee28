import { expect, test } from "vitest";
import { chooseGenerationPrunes, chooseSnapshotPrunes, keepLastHolders } from "./choose-prunes.ts";

test("[EG5] of 53 snapshots the newest 50 stay, and an older one that something needs", () => {
  const ids = Array.from({ length: 53 }, (_, index) => `0190-${String(index).padStart(3, "0")}`);
  expect(chooseSnapshotPrunes(ids.toReversed(), 50, new Set(["0190-001"]))).toEqual(["0190-002", "0190-000"]);
  expect(chooseSnapshotPrunes(ids.slice(0, 50), 50, new Set())).toEqual([]);
});

test("[EG6] of generations that nothing needs the newest few stay", () => {
  expect(chooseGenerationPrunes([1, 2, 3, 4, 5, 10], 2, new Set([1, 10]))).toEqual([3, 2]);
  expect(chooseGenerationPrunes([7], 1, new Set())).toEqual([]);
});

test("[EG8] the newest generation that alone holds copied code which a snapshot names stays", () => {
  const codeOf = new Map([
    [1, ["a", "b", "old"]],
    [2, ["a", "b"]],
    [3, ["a", "b"]],
    [4, ["a"]],
  ]);
  expect([...keepLastHolders([1, 2, 3], codeOf, new Set(["a", "b"]))]).toEqual([3]);
  expect([...keepLastHolders([1, 2, 3], codeOf, new Set(["a", "b", "old"]))]).toEqual([3, 1]);
  expect([...keepLastHolders([1, 2], codeOf, new Set(["a", "b"]))]).toEqual([]);
});
