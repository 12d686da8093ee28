import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openTrialOrder } from "./trial-order.ts";

/** Ends after the first `x`. */
const untilX = (results: readonly string[]): string | null => (results.at(-1) === "x" ? `x at ${results.length - 1}` : null);

test("[RN5][RN6] whichever trial ends first, the same results count", () => {
  const trials = fc.array(fc.constantFrom("a", "b", "x"), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      trials.chain((results) =>
        fc.tuple(fc.constant(results), fc.shuffledSubarray([...results.keys()], { minLength: results.length })),
      ),
      ([results, ending]) => {
        const order = openTrialOrder(untilX);
        for (const index of ending) order.take(index, results[index] ?? "");
        const first = results.indexOf("x");
        expect(order.counted()).toEqual(first === -1 ? results : results.slice(0, first + 1));
        expect(order.early()?.why).toBe(first === -1 ? undefined : `x at ${first}`);
        expect(order.early()?.uncounted).toEqual(first === -1 ? undefined : results.slice(first + 1));
      },
    ),
  );
});

test("[RN6] a trial that ended early by itself ends nothing before those before it are there", () => {
  const order = openTrialOrder(untilX);
  order.take(2, "x");
  expect(order.early()).toBeNull();
  expect(order.isOver(3)).toBe(false);
  order.take(0, "a");
  order.take(1, "a");
  expect(order.isOver(2)).toBe(false);
  expect(order.isOver(3)).toBe(true);
});
