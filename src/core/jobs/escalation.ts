import type { FailureClass } from "../assets/records/project.ts";
import type { EventPayload } from "../events/event.ts";
import type { AttemptRow } from "../events/rows.ts";
import type { EndCause, JobEnd } from "./after-failure.ts";

type Payload = EventPayload<"job.escalated">;

/** The work that ended, as far as a person needs to know it. */
export interface EndedWork {
  readonly specId: string;
  readonly jobId: string;
  /** The last attempt; null when none began. */
  readonly attemptId: string | null;
  /** All failed and lost attempts, oldest first; details are cut to 4,000 characters. */
  readonly history: Payload["retryHistory"];
  /** Digests of the blobs that show what happened: the plan, and the images made so far. */
  readonly evidence: readonly string[];
}

/** Longest detail an event carries. Source: payload of `job.escalated`. */
const DETAIL_MAX = 4000;

/**
 * The payload that hands a job to a person: what failed, how often, what there is to see and what to do next.
 *
 * @param end   The decision of `afterFailure` or `afterLost`.
 * Source: contracts section 7; SPEC.md J12.
 */
export function escalationPayload(end: Extract<JobEnd, { kind: "escalate" }>, work: EndedWork): Payload {
  return {
    attemptId: work.attemptId,
    escalateTo: end.to,
    errorClass: end.errorClass,
    reasonCode: end.reasonCode,
    retryHistory: work.history.map((attempt) => ({ ...attempt, detail: attempt.detail.slice(0, DETAIL_MAX) })),
    evidence: work.evidence.toSorted(),
    suggestedAction: suggestAction(end, work),
  };
}

/** What helps against one failure, where the code says more than the class. */
const BY_CODE: Readonly<Record<string, string>> = {
  BUG: "This is a bug in Touchstone: report it with the details of the attempts",
  OWNER_LOST: "Touchstone died each time it ran this job: look for an out-of-memory kill or a power cut",
  RENDERER_MISSING: "Configure the renderer that the spec's `workflow` needs, or remove `workflow` from the spec",
  DISK_FULL: "Free disk space where the project lies",
  DISK_FAILED: "Check the disk and its mount, then run `touchstone verify`",
  READ_ONLY: "Make the project folder writable",
  STORE_DAMAGED: "Run `touchstone verify` and restore what it names",
};

const BY_CLASS: Readonly<Record<FailureClass, string>> = {
  retryable: "Read the details of the attempts; if the cause has passed, try once more",
  timeout: "Make the images smaller or fewer, or check how busy the renderer is",
  upstream_unavailable: "Start the renderer and check that it can be reached",
  upstream_malformed: "Check the renderer's version and log: it answered something that is not an image",
  resource_exhausted: "Free memory or disk space, or lower `concurrency` in the project's policies",
  non_retryable: "Correct what the failure names in the spec or its workflow; the same work would fail again",
  policy: "Change the spec so that policy allows it, or change the policy",
};

const BY_CAUSE: Readonly<Record<EndCause, string>> = {
  attempts_exhausted: "All attempts are used up",
  class_not_retried: "Policy does not retry this kind of failure",
};

/** Remedies that change the spec: a retry works from the plan as it was, so only a new plan helps. */
const NEEDS_NEW_PLAN: ReadonlySet<string> = new Set(["RENDERER_MISSING", "non_retryable", "policy"]);

function suggestAction({ cause, errorClass, reasonCode }: JobEnd, { jobId, specId }: EndedWork): string {
  const known = Object.hasOwn(BY_CODE, reasonCode);
  const remedy = known ? BY_CODE[reasonCode] : BY_CLASS[errorClass];
  const replan = NEEDS_NEW_PLAN.has(known ? reasonCode : errorClass);
  const then = replan
    ? `Then run \`touchstone spec rebind ${specId}\` and \`touchstone make ${specId}\``
    : `Then run \`touchstone job retry ${jobId}\` to make \`${specId}\``;
  return `${BY_CAUSE[cause]}. ${remedy}. ${then}.`;
}

/** An attempt as the store lists it. */
type Attempted = Pick<AttemptRow, "id" | "outcome" | "errorClass" | "detail" | "startedAtMs" | "endedAtMs">;

/**
 * The attempts that count as failures, oldest first: failed ones as recorded, lost ones by the death of their owner, and
 * the running one, if it is the one that failed just now. What was drained or canceled failed at nothing.
 *
 * Source: contracts section 7 (escalation payload); SPEC.md J12.
 */
export function failureHistory(
  attempts: readonly Attempted[],
  now: Omit<Payload["retryHistory"][number], "attemptId">,
): Payload["retryHistory"] {
  return attempts.flatMap((attempt) => {
    const { id: attemptId, errorClass, detail, startedAtMs, endedAtMs } = attempt;
    const atMs = endedAtMs ?? startedAtMs;
    if (attempt.outcome === null) return [{ attemptId, ...now }];
    if (attempt.outcome === "lost") return [{ attemptId, errorClass: "retryable", detail: "its owner died", atMs }];
    if (attempt.outcome !== "failed" || errorClass === null) return [];
    return [{ attemptId, errorClass, detail: detail ?? "", atMs }];
  });
}
