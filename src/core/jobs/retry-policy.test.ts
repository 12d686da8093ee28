import * as fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_RETRY, Policies } from "../assets/records/project.ts";
import { resolveRetry } from "./retry-policy.ts";

const retryOf = (retry: unknown): Policies["retry"] => Policies.parse({ retry }).retry;

test("[J5] a project that says nothing gets the defaults, every field present", () => {
  expect(resolveRetry(retryOf({}), { jobType: "make" })).toEqual(DEFAULT_RETRY);
});

test("[J5] each layer replaces only the fields it sets", () => {
  const retry = retryOf({
    maxAttempts: 5,
    jitterPct: 0,
    perJobType: { regenerate: { maxAttempts: 2, backoffMode: "fixed" } },
    perCheck: { margin: { escalateTo: "reject" } },
  });
  expect(resolveRetry(retry, { jobType: "make" })).toEqual({ ...DEFAULT_RETRY, maxAttempts: 5, jitterPct: 0 });
  expect(resolveRetry(retry, { jobType: "regenerate", failedChecks: ["blank", "margin"] })).toEqual({
    ...DEFAULT_RETRY,
    maxAttempts: 2,
    jitterPct: 0,
    backoffMode: "fixed",
    escalateTo: "reject",
  });
});

test("[J5] an empty list of classes replaces the default list: nothing is retried", () => {
  expect(resolveRetry(retryOf({ retryOn: [] }), { jobType: "make" }).retryOn).toEqual([]);
});

const PER_CHECK = {
  background: { maxAttempts: 4, backoffMode: "fixed", baseDelayMs: 500, retryOn: ["timeout", "retryable"] },
  blank: { maxAttempts: 9, baseDelayMs: 100, maxDelayMs: 800, retryOn: ["retryable", "policy"], escalateTo: "exception_inbox" },
  margin: { backoffMode: "exponential", maxDelayMs: 300, jitterPct: 40, escalateTo: "manual_review_queue" },
};

test("[J6] several failed checks give the most cautious of the values they set", () => {
  const settled = resolveRetry(retryOf({ perCheck: PER_CHECK }), { jobType: "make", failedChecks: Object.keys(PER_CHECK) });
  expect(settled).toEqual({
    maxAttempts: 4,
    backoffMode: "exponential",
    baseDelayMs: 500,
    maxDelayMs: 800,
    jitterPct: 40,
    retryOn: ["retryable"],
    escalateTo: "exception_inbox",
  });
});

test("[J6] the order in which checks failed changes nothing", () => {
  const retry = retryOf({ perCheck: PER_CHECK });
  const expected = resolveRetry(retry, { jobType: "make", failedChecks: Object.keys(PER_CHECK) });
  fc.assert(
    fc.property(fc.shuffledSubarray(Object.keys(PER_CHECK), { minLength: 3 }), (failedChecks) => {
      const settled = resolveRetry(retry, { jobType: "make", failedChecks });
      expect(settled).toEqual(expected);
    }),
  );
});
