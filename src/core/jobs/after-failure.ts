import type { FailureClass } from "../assets/records/project.ts";
import { retryDelayMs } from "./backoff.ts";
import type { RetryPolicy } from "./retry-policy.ts";

/** Why a job gets no further attempt: all are used up, or its failure is of a class that policy does not retry. */
export type EndCause = "attempts_exhausted" | "class_not_retried";

/** A job ends without a version: for a person (`escalate`), or for good (`fail`, iff `escalateTo` is `reject`). */
export type JobEnd =
  | {
      readonly kind: "escalate";
      readonly to: "manual_review_queue" | "exception_inbox";
      readonly errorClass: FailureClass;
      readonly reasonCode: string;
      readonly cause: EndCause;
    }
  | { readonly kind: "fail"; readonly errorClass: FailureClass; readonly reasonCode: string; readonly cause: EndCause };

/** A failed attempt, with the policy that governs what comes next. */
export interface Failure {
  readonly retry: RetryPolicy;
  readonly jobId: string;
  /** Attempts so far, the failed one included; from 1. */
  readonly attempt: number;
  readonly errorClass: FailureClass;
  /** Failure code, e.g. `RENDER_FAILED`. */
  readonly reasonCode: string;
}

/**
 * Decides what follows a failed attempt.
 *
 * @returns `retry` with the wait in ms when the class is listed in `retryOn` and attempts are left, else the job's end.
 *          A class that is not listed never retries, a class of a newer Touchstone included.
 *
 * Source: contracts section 7; SPEC.md J9, J10.
 */
export function afterFailure(failure: Failure): { readonly kind: "retry"; readonly delayMs: number } | JobEnd {
  const { retry, attempt, errorClass } = failure;
  if (!retry.retryOn.includes(errorClass)) return endOf(failure, "class_not_retried");
  if (attempt >= retry.maxAttempts) return endOf(failure, "attempts_exhausted");
  return { kind: "retry", delayMs: retryDelayMs(retry, failure) };
}

/**
 * Decides what follows an attempt whose owner died. It costs an attempt, so that work which kills its owner cannot
 * repeat for ever; `retryOn` is not asked, since nothing is known to be wrong with the work.
 *
 * @returns `requeue` (at once: it is already queued), or the job's end with code `OWNER_LOST`.
 *
 * Source: contracts section 7; SPEC.md J11.
 */
export function afterLost(lost: Pick<Failure, "retry" | "attempt">): { readonly kind: "requeue" } | JobEnd {
  if (lost.attempt < lost.retry.maxAttempts) return { kind: "requeue" };
  return endOf({ retry: lost.retry, errorClass: "retryable", reasonCode: "OWNER_LOST" }, "attempts_exhausted");
}

function endOf(failure: Pick<Failure, "retry" | "errorClass" | "reasonCode">, cause: EndCause): JobEnd {
  const { errorClass, reasonCode } = failure;
  const to = failure.retry.escalateTo;
  return to === "reject"
    ? { kind: "fail", errorClass, reasonCode, cause }
    : { kind: "escalate", to, errorClass, reasonCode, cause };
}
