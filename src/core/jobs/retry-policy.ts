import { DEFAULT_RETRY, type Policies, type RetryOverride } from "../assets/records/project.ts";

/** How work is retried, with every field settled, e.g. `{ maxAttempts: 3, backoffMode: "exponential", … }`. */
export type RetryPolicy = { readonly [F in keyof RetryOverride]-?: NonNullable<RetryOverride[F]> };

/** Whose retry policy is asked for. */
export interface RetryQuestion {
  readonly jobType: "make" | "regenerate";
  /** Ids of the checks that failed, in any order; none for a failure of the work itself. */
  readonly failedChecks?: readonly string[];
}

/**
 * Settles the retry policy of one job: defaults, then the project's `retry`, then `perJobType`, then `perCheck` of the
 * checks that failed. Each layer replaces the fields it sets and leaves the others.
 *
 * When several failed checks set one field, the most cautious value holds: fewest attempts, longest delays, most
 * jitter, exponential before fixed, only the classes that all of them retry, the sternest `escalateTo`. So the outcome
 * never depends on how checks are named or ordered.
 *
 * Source: contracts section 7; SPEC.md J5, J6.
 */
export function resolveRetry(retry: Policies["retry"], question: RetryQuestion): RetryPolicy {
  const ofChecks = (question.failedChecks ?? []).flatMap((check) => retry.perCheck[check] ?? []);
  const layers = [retry, retry.perJobType[question.jobType] ?? {}, mostCautious(ofChecks)];
  return layers.reduce<RetryPolicy>(overlay, DEFAULT_RETRY);
}

function overlay(policy: RetryPolicy, layer: RetryOverride): RetryPolicy {
  return {
    maxAttempts: layer.maxAttempts ?? policy.maxAttempts,
    backoffMode: layer.backoffMode ?? policy.backoffMode,
    baseDelayMs: layer.baseDelayMs ?? policy.baseDelayMs,
    maxDelayMs: layer.maxDelayMs ?? policy.maxDelayMs,
    jitterPct: layer.jitterPct ?? policy.jitterPct,
    retryOn: layer.retryOn ?? policy.retryOn,
    escalateTo: layer.escalateTo ?? policy.escalateTo,
  };
}

/** Where exhausted work goes, the sternest first. */
const STERNEST_FIRST = ["reject", "exception_inbox", "manual_review_queue"] as const;

const least = (values: readonly number[]): number => Math.min(...values);
const most = (values: readonly number[]): number => Math.max(...values);

function mostCautious(overrides: readonly RetryOverride[]): RetryOverride {
  return {
    maxAttempts: settle(overrides, "maxAttempts", least),
    backoffMode: settle(overrides, "backoffMode", (modes) => (modes.includes("exponential") ? "exponential" : "fixed")),
    baseDelayMs: settle(overrides, "baseDelayMs", most),
    maxDelayMs: settle(overrides, "maxDelayMs", most),
    jitterPct: settle(overrides, "jitterPct", most),
    retryOn: settle(overrides, "retryOn", ([first, ...rest]) => first?.filter((one) => rest.every((list) => list.includes(one)))),
    escalateTo: settle(overrides, "escalateTo", (targets) => STERNEST_FIRST.find((target) => targets.includes(target))),
  };
}

type Chosen<F extends keyof RetryOverride> = RetryOverride[F] | undefined;

/** One field of several overrides: undefined when none sets it. */
function settle<F extends keyof RetryOverride>(
  overrides: readonly RetryOverride[],
  field: F,
  choose: (values: readonly RetryPolicy[F][]) => Chosen<F>,
): Chosen<F> {
  const isSet = (value: RetryOverride[F]): value is RetryOverride[F] & RetryPolicy[F] => value !== undefined;
  const values = overrides.map((override) => override[field]).filter(isSet);
  return values.length === 0 ? undefined : choose(values);
}
