import { expect, test } from "vitest";
import { durationWords } from "./duration-words.ts";

test.each([
  [0, "under 1 ms"],
  [3.4, "3 ms"],
  [1400, "1.4 s"],
  [2000, "2 s"],
  [42_300, "42 s"],
  [59_600, "1 min"],
  [125_000, "2 min 5 s"],
  [3_600_000, "1 h"],
  [12_000_000, "3 h 20 min"],
])("a span of %d ms reads %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});
