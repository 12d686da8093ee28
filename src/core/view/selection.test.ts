import { expect, test } from "vitest";
import { carryOver, NOTHING_SELECTED, selectAll, selectAt, type SelectMode } from "./selection.ts";

const ids = ["a", "b", "c", "d", "e"];
const choose = (...steps: readonly (readonly [number, SelectMode])[]) => {
  const end = steps.reduce((now, [at, mode]) => selectAt(now, ids, { at, mode }), NOTHING_SELECTED);
  return { ...end, ids: [...end.ids] };
};

test("one position alone, a range either way from where it began, or one beside the others", () => {
  expect(choose([1, "only"], [3, "only"])).toEqual({ active: 3, anchor: 3, ids: ["d"] });
  expect(choose([2, "only"], [4, "extend"])).toEqual({ active: 4, anchor: 2, ids: ["c", "d", "e"] });
  expect(choose([2, "only"], [4, "extend"], [0, "extend"])).toEqual({ active: 0, anchor: 2, ids: ["a", "b", "c"] });
  expect(choose([2, "only"], [4, "toggle"], [2, "toggle"])).toEqual({ active: 2, anchor: 2, ids: ["e"] });
});

test("a range without a beginning is a single choice, and a position beyond the list changes nothing", () => {
  expect(choose([2, "extend"])).toEqual({ active: 2, anchor: 2, ids: ["c"] });
  expect(choose([2, "only"], [9, "only"]).ids).toEqual(["c"]);
});

test("all are chosen without moving the focus", () => {
  expect(selectAll(selectAt(NOTHING_SELECTED, ids, { at: 2, mode: "only" }), ids)).toMatchObject({
    active: 2,
    ids: new Set(ids),
  });
});

test("in another list the focus stays on its item, and what is gone is selected no more", () => {
  const range = selectAt(selectAt(NOTHING_SELECTED, ids, { at: 1, mode: "only" }), ids, { at: 3, mode: "extend" });
  expect(carryOver(range, ids, ["d", "x", "b"])).toEqual({ active: 0, anchor: 0, ids: new Set(["b", "d"]) });
  expect(carryOver(range, ids, ["a"])).toEqual({ active: -1, anchor: -1, ids: new Set() });
});
