import { expect, test } from "vitest";
import { priceOf } from "./price.ts";

const usage = {
  inputTokens: 1_000_000,
  outputTokens: 200_000,
  cacheReadTokens: 600_000,
  cacheWriteTokens: 100_000,
  reasoningTokens: 50_000,
};
const prices = {
  plain: { input: 2, output: 10 },
  cached: { input: 2, output: 10, cacheRead: 0.5, cacheWrite: 2.5 },
  free: { input: 0, output: 0 },
};

test("[MP20] a call costs each of its four kinds of tokens at its price", () => {
  expect(priceOf(prices, "cached", usage)).toBeCloseTo(0.3 * 2 + 0.6 * 0.5 + 0.1 * 2.5 + 0.2 * 10, 12);
});

test("[MP20] without prices of their own, tokens of the cache cost as any input", () => {
  expect(priceOf(prices, "plain", usage)).toBeCloseTo(2 + 2, 12);
});

test("[MP20] what is not known is null, and what is free is 0", () => {
  expect(priceOf(prices, "free", usage)).toBe(0);
  expect(priceOf(prices, "plain", null)).toBeNull();
  expect(priceOf(prices, "plain-2024-08-06", usage)).toBeNull();
  expect(priceOf(prices, "constructor", usage)).toBeNull();
});
