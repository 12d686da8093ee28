import { expect, test } from "vitest";
import { FailedTries, MAX_TRIES, TRY_WINDOW_MS } from "./failed-tries.ts";

function fail(tries: FailedTries, address: string, count: number): void {
  for (let index = 0; index < count; index += 1) tries.note(address, `secret ${index}`, 1_000 + index);
}

test("an address waits after ten wrong secrets, until its minute is over", () => {
  const tries = new FailedTries();
  fail(tries, "a", MAX_TRIES - 1);
  expect(tries.waitMs("a", 2_000)).toBe(0);
  tries.note("a", "one more", 2_000);
  expect(tries.waitMs("a", 2_000)).toBe(TRY_WINDOW_MS - 1_000);
  expect(tries.waitMs("b", 2_000)).toBe(0);
  expect(tries.waitMs("a", 1_000 + TRY_WINDOW_MS)).toBe(0);
});

test("one wrong secret sent over and over is one try", () => {
  const tries = new FailedTries();
  for (let index = 0; index < 100; index += 1) tries.note("a", "a stale cookie", index);
  expect(tries.waitMs("a", 100)).toBe(0);
});

test("only the last thousand addresses are remembered", () => {
  const tries = new FailedTries();
  fail(tries, "first", MAX_TRIES);
  for (let index = 0; index < 999; index += 1) tries.note(`address ${index}`, "x", 2_000);
  expect(tries.waitMs("first", 2_000)).toBeGreaterThan(0);
  tries.note("another", "x", 2_000);
  expect(tries.waitMs("first", 2_000)).toBe(0);
});
