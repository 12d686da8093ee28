import { expect, test } from "vitest";
import { breakRows } from "./break-rows.ts";

const rows = { roomPx: 100, gapPx: 0 };

test("rows are filled evenly, where filling each in turn would leave the last nearly empty", () => {
  expect(breakRows([30, 30, 30, 30], rows)).toEqual([2, 2]);
});

test("gaps count as used room", () => {
  expect(breakRows([50, 50], rows)).toEqual([2]);
  expect(breakRows([50, 50], { roomPx: 100, gapPx: 1 })).toEqual([1, 1]);
});

test("what is wider than the room stands alone; nothing makes no rows", () => {
  expect(breakRows([20, 300, 20], rows)).toEqual([1, 1, 1]);
  expect(breakRows([], rows)).toEqual([]);
});
