import { expect, test } from "vitest";
import { costText, intervalText, latencyText, percentText, pointsRangeText, pointsText, scoreText } from "./figures.ts";

test("[RT17] 0 % and 100 % are said of none and all alone, and intervals claim no more than is known", () => {
  expect([0, 0.001, 0.5, 0.998, 1].map(percentText)).toEqual(["0 %", "1 %", "50 %", "99 %", "100 %"]);
  expect(intervalText([0.29, 0.943])).toBe("29–95 %");
  expect(intervalText([0.722, 1])).toBe("72–100 %");
  expect([0.125, -0.236, 0].map(pointsText)).toEqual(["+13 pp", "−24 pp", "±0 pp"]);
  expect(pointsRangeText([-0.081, 0.302])).toBe("−9 to +31 pp");
});

test("[RT17] a score that misses 0.8 never reads 0.8, and floats show no dirt", () => {
  expect([0.7999, 0.8, 0.1 + 0.2, 1].map(scoreText)).toEqual(["0.799", "0.8", "0.3", "1"]);
});

test("[RT17] what is unknown is called so, and is not $0", () => {
  expect([null, 0, 0.00002, 0.0123, 0.5, 12.345].map(costText)).toEqual([
    "unknown",
    "$0",
    "under $0.0001",
    "$0.012",
    "$0.5",
    "$12.35",
  ]);
  expect([percentText(null), intervalText(null), scoreText(null), latencyText(null)]).toEqual([
    "none judged",
    "unknown",
    "unknown",
    "unknown",
  ]);
});
