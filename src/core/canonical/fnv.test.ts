import { expect, test } from "vitest";
import { fnv1a32 } from "./fnv.ts";

/** From the test suite of the authors of FNV (draft-eastlake-fnv). */
const VECTORS: readonly (readonly [string, number])[] = [
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["b", 0xe70c2de5],
  ["c", 0xe60c2c52],
  ["d", 0xe10c2473],
  ["e", 0xe00c22e0],
  ["f", 0xe30c2799],
  ["fo", 0x6222e842],
  ["foo", 0xa9f37ed7],
  ["foob", 0x3f5076ef],
  ["fooba", 0x39aaa18a],
  ["foobar", 0xbf9cf968],
  ["chongo was here!\n", 0xd49930d5],
];

test.each(VECTORS)("[D3] FNV-1a of %j is the published one", (text, hash) => {
  expect(fnv1a32(text)).toBe(hash);
});

test("[D3] letters outside ASCII are hashed as UTF-8, and the result is never negative", () => {
  expect(fnv1a32("é")).toBe(0x1e9de8c1);
  expect(fnv1a32("日本")).toBe(0x9f26ee51);
});
