import { expect, test } from "vitest";
import { createPaint } from "./paint.ts";
import { formatTable } from "./table.ts";

const ROWS = [
  ["lora", "the first of several words in a cell"],
  ["baseline", "short"],
];

test("columns are as wide as their widest cell, and no line ends in spaces", () => {
  expect(formatTable([["a", "b"], ["long", ""], ["x"]])).toBe("a     b\nlong\nx");
});

test("colour codes take no room", () => {
  const paint = createPaint(true);
  expect(
    formatTable([
      [paint.good("ok"), "1"],
      ["fine", "2"],
    ]),
  ).toBe(`${paint.good("ok")}    1\nfine  2`);
});

test("a last cell that does not fit goes on under its own column", () => {
  expect(formatTable(ROWS, 36)).toBe("lora      the first of several words\n          in a cell\nbaseline  short");
});

test("a last column that would be too narrow stands below its rows, all of them", () => {
  const below = "lora\n      the first of several\n      words in a cell\nbaseline\n      short";
  expect(formatTable(ROWS, 30)).toBe(below);
});

test("a row that ends early has nothing to set below it", () => {
  expect(formatTable([...ROWS, ["tag", ""]], 30)).toMatch(/\ntag$/);
});

test("a word that is longer than the line stays whole, so that ids can be copied", () => {
  const id = "01a1fa3a-93ce-7dfc-8a30-969447a69cc3";
  expect(formatTable([["emberhook-icon", id]], 40)).toBe(`emberhook-icon\n      ${id}`);
});
