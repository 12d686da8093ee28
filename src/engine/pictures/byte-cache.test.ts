import { expect, test } from "vitest";
import { openByteCache } from "./byte-cache.ts";

const file = (size: number): Uint8Array => new Uint8Array(size).fill(size);

test("files are kept up to the limit; the one that was not asked for the longest goes first", () => {
  const cache = openByteCache(100);
  cache.keep("a", file(40));
  cache.keep("b", file(40));
  expect(cache.find("a")).toEqual(file(40));
  cache.keep("c", file(40));
  expect([cache.find("a"), cache.find("b"), cache.find("c")]).toEqual([file(40), undefined, file(40)]);
});

test("a file that is kept again counts once, and one over the limit leaves the others alone", () => {
  const cache = openByteCache(100);
  for (let times = 0; times < 10; times++) cache.keep("a", file(60));
  cache.keep("b", file(40));
  cache.keep("huge", file(101));
  expect([cache.find("a"), cache.find("b"), cache.find("huge")]).toEqual([file(60), file(40), undefined]);
});

test("what is kept does not hold on to the buffer that it came in", () => {
  const cache = openByteCache(100);
  cache.keep("a", new Uint8Array(1_000_000).subarray(0, 10));
  expect(cache.find("a")?.buffer.byteLength).toBe(10);
});
