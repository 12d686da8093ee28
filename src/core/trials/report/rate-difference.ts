import { wilson } from "../verdict/wilson.ts";

/** Passes among trials that were judged. */
export interface Counted {
  readonly passed: number;
  readonly judged: number;
}

/** How much a rate moved from one run to another, and where the true difference lies with 95 % confidence. */
export interface RateDifference {
  readonly difference: number;
  readonly interval: readonly [low: number, high: number];
  /** Whether the interval leaves out no difference at all. */
  readonly shown: boolean;
}

/**
 * The difference of two independent rates, later less earlier, with its interval of 95 %.
 *
 * @returns null where one of them counted nothing.
 * Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions" (1998), method 10:
 * hybrid of two Wilson intervals; SPEC.md RT9.
 */
export function rateDifference(earlier: Counted, later: Counted): RateDifference | null {
  const before = wilson(earlier.passed, earlier.judged);
  const after = wilson(later.passed, later.judged);
  if (before === null || after === null) return null;
  const p1 = later.passed / later.judged;
  const p2 = earlier.passed / earlier.judged;
  const difference = p1 - p2;
  const low = difference - Math.sqrt((p1 - after[0]) ** 2 + (before[1] - p2) ** 2);
  const high = difference + Math.sqrt((after[1] - p1) ** 2 + (p2 - before[0]) ** 2);
  return { difference, interval: [Math.max(-1, low), Math.min(1, high)], shown: low > 0 || high < 0 };
}
