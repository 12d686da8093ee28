import { expect, test } from "vitest";
import { groupItems, layRows, moveFocus, rowOfItem } from "./library-rows.ts";

const groups = [
  { heading: "ember", items: [1, 2, 3, 4, 5] },
  { heading: "tide", items: [6, 7] },
];
const rows = layRows(groups, 3);

test("groups are laid out in rows under their headings, and items count on", () => {
  expect(rows).toEqual([
    { kind: "heading", heading: "ember", count: 5 },
    { kind: "cells", start: 0, count: 3 },
    { kind: "cells", start: 3, count: 2 },
    { kind: "heading", heading: "tide", count: 2 },
    { kind: "cells", start: 5, count: 2 },
  ]);
  expect(rowOfItem(rows, 6)).toBe(4);
  expect(rowOfItem(rows, 7)).toBe(-1);
});

test("without a heading there is no heading row, and an empty group leaves nothing", () => {
  expect(layRows([{ heading: "", items: [1] }], 3)).toEqual([{ kind: "cells", start: 0, count: 1 }]);
  expect(layRows([{ heading: "x", items: [] }], 3)).toEqual([]);
});

test("an item stands under each of its headings, in code-unit order, and last what has none", () => {
  const items = [{ tags: ["b", "B"] }, { tags: [] }, { tags: ["b"] }];
  const grouped = groupItems(items, ({ tags }) => tags, "no tag");
  expect(grouped.map(({ heading, items }) => [heading, items.length])).toEqual([
    ["B", 1],
    ["b", 2],
    ["no tag", 1],
  ]);
});

test("sideways flows into the next row; up and down keep the column as far as the row reaches", () => {
  expect(moveFocus(rows, 2, { by: "item", count: 1 })).toBe(3);
  expect(moveFocus(rows, 2, { by: "row", count: 1 })).toBe(4);
  expect(moveFocus(rows, 4, { by: "row", count: 1 })).toBe(6);
  expect(moveFocus(rows, 5, { by: "row", count: -1 })).toBe(3);
});

test("the focus never leaves the grid, and stays at its first and last row", () => {
  expect(moveFocus(rows, 1, { by: "row", count: -1 })).toBe(1);
  expect(moveFocus(rows, 6, { by: "row", count: 1 })).toBe(6);
  expect(moveFocus(rows, 0, { by: "item", count: -1 })).toBe(0);
  expect(moveFocus(rows, 1, { by: "row", count: 40 })).toBe(6);
  expect([moveFocus(rows, 3, { to: "start" }), moveFocus(rows, 3, { to: "end" })]).toEqual([0, 6]);
  expect(moveFocus([], 3, { by: "row", count: 1 })).toBe(0);
});
