import { expect, test } from "vitest";
import { DEFAULT_RETRY, FAILURE_CLASSES, type FailureClass } from "../assets/records/project.ts";
import { afterFailure, afterLost, type Failure, type JobEnd } from "./after-failure.ts";
import { retryDelayMs } from "./backoff.ts";
import type { RetryPolicy } from "./retry-policy.ts";

const failure: Failure = {
  retry: { ...DEFAULT_RETRY },
  jobId: "job-a",
  attempt: 1,
  errorClass: "retryable",
  reasonCode: "RENDER_FAILED",
};

test("[J9] a listed class is retried after the policy's delay while attempts are left", () => {
  expect(afterFailure(failure)).toEqual({ kind: "retry", delayMs: retryDelayMs(failure.retry, failure) });
  expect(afterFailure({ ...failure, attempt: 2 }).kind).toBe("retry");
});

test("[J9] the last attempt is not followed by another, nor is one beyond a limit that was lowered since", () => {
  for (const attempt of [3, 4]) {
    expect(afterFailure({ ...failure, attempt })).toEqual({
      kind: "escalate",
      to: "exception_inbox",
      errorClass: "retryable",
      reasonCode: "RENDER_FAILED",
      cause: "attempts_exhausted",
    });
  }
});

test("[J9] a class that is not listed ends the job at its first failure", () => {
  const unlisted = FAILURE_CLASSES.filter((one) => !(DEFAULT_RETRY.retryOn as readonly FailureClass[]).includes(one));
  expect(unlisted).toEqual(["non_retryable", "policy"]);
  for (const errorClass of unlisted) {
    expect(afterFailure({ ...failure, errorClass })).toMatchObject({ kind: "escalate", cause: "class_not_retried" });
  }
});

test("[J9] a class that this version does not know never retries", () => {
  const errorClass = "cosmic_ray" as FailureClass;
  expect(afterFailure({ ...failure, errorClass }).kind).toBe("escalate");
});

const exhausted = (escalateTo: RetryPolicy["escalateTo"]): JobEnd | { kind: "retry" } =>
  afterFailure({ ...failure, attempt: 3, retry: { ...failure.retry, escalateTo } });

test("[J10] exhausted work fails iff policy says reject, and else goes where policy says", () => {
  expect(exhausted("reject")).toEqual({
    kind: "fail",
    errorClass: "retryable",
    reasonCode: "RENDER_FAILED",
    cause: "attempts_exhausted",
  });
  expect(exhausted("manual_review_queue")).toMatchObject({ kind: "escalate", to: "manual_review_queue" });
  expect(exhausted("exception_inbox")).toMatchObject({ kind: "escalate", to: "exception_inbox" });
});

test("[J11] a lost owner costs an attempt, whatever classes policy retries", () => {
  const retry = { ...failure.retry, retryOn: [] };
  expect([1, 2].map((attempt) => afterLost({ retry, attempt }).kind)).toEqual(["requeue", "requeue"]);
  expect(afterLost({ retry, attempt: 3 })).toMatchObject({
    kind: "escalate",
    reasonCode: "OWNER_LOST",
    cause: "attempts_exhausted",
  });
});

test("[J11] a job whose owners keep dying fails when policy says reject", () => {
  const retry = { ...failure.retry, escalateTo: "reject" as const };
  expect(afterLost({ retry, attempt: 3 }).kind).toBe("fail");
});
