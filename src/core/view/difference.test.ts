import { expect, test } from "vitest";
import type { Pixels } from "../checks/check.ts";
import { findDifference, paintDifference } from "./difference.ts";

const row = (...pixels: readonly (readonly number[])[]): Pixels => ({
  width: pixels.length,
  height: 1,
  rgba: Uint8Array.from(pixels.flat()),
});
const RED = [200, 0, 0, 255];

test("equal pictures differ in nothing", () => {
  expect(findDifference(row(RED, RED), row(RED, RED))).toMatchObject({ count: 0, maxDelta: 0 });
});

test("pixels that differ are counted, with the largest channel difference, alpha included", () => {
  const difference = findDifference(row(RED, RED, RED), row(RED, [190, 3, 0, 255], [200, 0, 0, 15]));
  expect(difference).toMatchObject({ count: 2, maxDelta: 240 });
  expect([...difference.deltas]).toEqual([0, 10, 240]);
});

test("what nobody can see does not differ", () => {
  expect(findDifference(row([9, 9, 9, 0]), row([0, 0, 0, 0])).count).toBe(0);
});

test("a pixel that only one of the pictures has differs altogether", () => {
  expect(findDifference(row(RED), row(RED, RED))).toMatchObject({ width: 2, height: 1, count: 1, maxDelta: 255 });
});

test("what differs glows, the rest is faint grey", () => {
  const before = row([255, 255, 255, 255], RED);
  const painted = paintDifference(findDifference(before, row([255, 255, 255, 255], [0, 0, 0, 255])), before);
  expect([...painted]).toEqual([56, 56, 56, 255, 255, 64, 160, 221]);
});
