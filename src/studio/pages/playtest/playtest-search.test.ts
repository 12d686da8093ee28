import { expect, test } from "vitest";
import { readPlaytestSearch } from "./playtest-search.ts";

test("an address is read by its names, and what does not fit is left out", () => {
  expect(readPlaytestSearch({ golden: "mc/a.trace.jsonl", node: 7, story: "", run: null, other: "x" })).toEqual({
    golden: "mc/a.trace.jsonl",
    node: "7",
  });
});
