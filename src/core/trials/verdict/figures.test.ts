import { describe, expect, test } from "vitest";
import { passAtK, passHatK } from "./pass-at-k.ts";
import { percentile } from "./percentile.ts";
import { reaches } from "./reaches.ts";
import { wilson } from "./wilson.ts";

function rounded(range: readonly [number, number] | null): readonly number[] | undefined {
  return range?.map((end) => Number(end.toFixed(3)));
}

/** All ways to take k of n, as lists of places. */
function choices(n: number, k: number): readonly (readonly number[])[] {
  if (k === 0) return [[]];
  return Array.from({ length: n }, (_, last) => last).flatMap((last) => choices(last, k - 1).map((rest) => [...rest, last]));
}

describe("figures", () => {
  test.each([
    [10, 10, [0.722, 1]],
    [20, 20, [0.839, 1]],
    [50, 50, [0.929, 1]],
    [8, 10, [0.49, 0.943]],
    [0, 10, [0, 0.278]],
    [1, 1, [0.207, 1]],
  ])("[VD1] %i of %i", (passed, counted, range) => {
    expect(rounded(wilson(passed, counted))).toEqual(range);
  });

  test("[VD1] so many must all pass for a lower bound of 0.8, 0.9 and 0.95, and of nothing there is nothing", () => {
    const least = (bound: number): number =>
      Array.from({ length: 100 }, (_, n) => n).findIndex((n) => (wilson(n, n)?.[0] ?? 0) >= bound);
    expect([0.8, 0.9, 0.95].map(least)).toEqual([16, 35, 73]);
    expect(wilson(0, 0)).toBeNull();
  });

  test("[VD2] 8 of 10: some of three pass for sure, all three hardly", () => {
    expect(passAtK(8, 10, 3)).toBe(1);
    expect(Number(passHatK(8, 10, 3)?.toFixed(3))).toBe(0.467);
  });

  test("[VD2] they are what counting every choice gives", () => {
    for (let n = 0; n <= 6; n += 1) {
      for (let passed = 0; passed <= n; passed += 1) {
        for (let k = 1; k <= n; k += 1) {
          const all = choices(n, k);
          const share = (holds: (choice: readonly number[]) => boolean): number => all.filter(holds).length / all.length;
          expect(passAtK(passed, n, k)).toBeCloseTo(
            share((choice) => choice.some((place) => place < passed)),
            12,
          );
          expect(passHatK(passed, n, k)).toBeCloseTo(
            share((choice) => choice.every((place) => place < passed)),
            12,
          );
        }
      }
    }
    expect([passAtK(2, 2, 3), passHatK(2, 2, 3)]).toEqual([null, null]);
    expect(passHatK(5000, 5000, 1000)).toBe(1);
  });

  test("[VD3] a percentile is one of the figures", () => {
    const figures = [50, 15, 40, 20, 35];
    expect([5, 30, 40, 50, 100].map((percent) => percentile(figures, percent))).toEqual([15, 20, 20, 35, 50]);
    expect(percentile([1, 2], 95)).toBe(2);
    expect(
      percentile(
        Array.from({ length: 20 }, (_, n) => n + 1),
        95,
      ),
    ).toBe(19);
    expect(percentile([], 50)).toBeNull();
  });

  test("[VD8] a figure that rounding moved still reaches its limit", () => {
    expect(reaches(0.1 + 0.2, 0.3) && reaches(0.3, 0.1 + 0.2)).toBe(true);
    expect(reaches(0.299_999, 0.3)).toBe(false);
  });
});
