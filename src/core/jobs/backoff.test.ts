import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_RETRY } from "../assets/records/project.ts";
import { retryDelayMs } from "./backoff.ts";
import type { RetryPolicy } from "./retry-policy.ts";

const steady: RetryPolicy = { ...DEFAULT_RETRY, jitterPct: 0 };
const delays = (retry: RetryPolicy): number[] =>
  [1, 2, 3, 4, 5, 6, 7].map((attempt) => retryDelayMs(retry, { jobId: "job-a", attempt }));

test("[J7] an exponential delay doubles with each attempt up to the cap", () => {
  expect(delays(steady)).toEqual([2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
});

test("[J7] a fixed delay stays as it is, and a cap below the base delay holds", () => {
  expect(delays({ ...steady, backoffMode: "fixed" })).toEqual(Array(7).fill(2000));
  expect(delays({ ...steady, maxDelayMs: 700 })).toEqual(Array(7).fill(700));
});

test("[J7] full jitter never brings a delay under 100 ms", () => {
  const retry: RetryPolicy = { ...DEFAULT_RETRY, baseDelayMs: 100, maxDelayMs: 100, jitterPct: 100 };
  expect(delays(retry)).toEqual(Array(7).fill(100));
});

const anyRetry: fc.Arbitrary<RetryPolicy> = fc.record({
  maxAttempts: fc.constant(100),
  backoffMode: fc.constantFrom("fixed" as const, "exponential" as const),
  baseDelayMs: fc.integer({ min: 100, max: 3_600_000 }),
  maxDelayMs: fc.integer({ min: 100, max: 86_400_000 }),
  jitterPct: fc.double({ min: 0, max: 100, noNaN: true }),
  retryOn: fc.constant(steady.retryOn),
  escalateTo: fc.constant("reject" as const),
});
const anyTry = fc.record({ jobId: fc.uuid(), attempt: fc.integer({ min: 1, max: 100 }) });

test("[J7] every delay is a whole number of ms between 100 and maxDelayMs, jitter included", () => {
  fc.assert(
    fc.property(anyRetry, anyTry, (retry, failed) => {
      const delayMs = retryDelayMs(retry, failed);
      expect(Number.isInteger(delayMs)).toBe(true);
      expect(delayMs).toBeGreaterThanOrEqual(100);
      expect(delayMs).toBeLessThanOrEqual(retry.maxDelayMs);
    }),
  );
});

test("[J8] jitter only shortens, by at most jitterPct percent", () => {
  fc.assert(
    fc.property(anyRetry, anyTry, (retry, failed) => {
      const plainMs = retryDelayMs({ ...retry, jitterPct: 0 }, failed);
      const delayMs = retryDelayMs(retry, failed);
      expect(delayMs).toBeLessThanOrEqual(plainMs);
      expect(delayMs).toBeGreaterThanOrEqual(Math.max(100, plainMs * (1 - retry.jitterPct / 100)));
    }),
  );
});

test("[J8] the same job and attempt always wait equally long; other jobs and attempts spread out", () => {
  const retry: RetryPolicy = { ...DEFAULT_RETRY, backoffMode: "fixed" };
  const failed = { jobId: "job-a", attempt: 1 };
  expect(retryDelayMs(retry, failed)).toBe(retryDelayMs(retry, failed));
  const jobs = Array.from({ length: 100 }, (_, index) => retryDelayMs(retry, { jobId: `job-${index}`, attempt: 1 }));
  // 100 draws from 301 values: fewer than 50 distinct ones would mean that the stream does not depend on the job.
  expect(new Set(jobs).size).toBeGreaterThan(50);
  expect(new Set(delays(retry)).size).toBeGreaterThan(4);
});

test("[J8] known delays stay as they are: a change would make old decisions irreproducible", () => {
  expect(delays({ ...DEFAULT_RETRY })).toEqual([1957, 3848, 6979, 13664, 31697, 53865, 59651]);
});
