import type { FailureClass } from "../../core/assets/records/project.ts";
import { FAILURES, TouchstoneError } from "../../core/errors.ts";
import type { NewEvent } from "../../core/events/event.ts";
import { afterFailure, type JobEnd } from "../../core/jobs/after-failure.ts";
import { escalationPayload, failureHistory } from "../../core/jobs/escalation.ts";
import { resolveRetry } from "../../core/jobs/retry-policy.ts";
import type { ActiveJob } from "./active-job.ts";
import { discardLeftovers } from "./discard-leftovers.ts";
import { chainEvent, type WorkContext } from "./work-context.ts";

/** What a thrown error means to the job queue. Bugs are not retried: they would fail again and hide. */
function classify(error: unknown): { errorClass: FailureClass; reasonCode: string; detail: string } {
  if (error instanceof TouchstoneError) {
    return { errorClass: FAILURES[error.code].retry, reasonCode: error.code, detail: error.message };
  }
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { errorClass: "non_retryable", reasonCode: "BUG", detail };
}

/** Ends a failed attempt: another one later, or the end of the job, as policy says. */
export async function failAttempt(context: WorkContext, job: ActiveJob): Promise<void> {
  const { store, studio } = context;
  const attemptId = job.attemptId as string;
  const { errorClass, reasonCode, detail } = classify(job.failure?.error);
  const retry = resolveRetry(job.policies.retry, { jobType: job.row.jobType });
  const next = afterFailure({ retry, jobId: job.id, attempt: job.attempt, errorClass, reasonCode });
  const said = detail.slice(0, 4000);
  if (next.kind === "retry") {
    job.dueAtMs = studio.nowMs() + next.delayMs;
    const payload = { attemptId, errorClass, reasonCode, detail: said, delayMs: next.delayMs, dueAtMs: job.dueAtMs };
    const event = chainEvent(context, job, { type: "job.retry", entityId: job.id, key: attemptId, payload });
    await store.append({ events: [event], fence: { jobId: job.id, attemptId } });
  } else {
    await store.append({ events: [endEvent(context, job, { end: next, detail: said })], fence: { jobId: job.id, attemptId } });
    job.settled = true;
    await discardLeftovers(studio, store, job.id);
  }
  job.failure = undefined;
  job.refusedBy.clear();
  job.attemptId = null;
  job.opening = null;
}

/** The event by which a job ends without a version. */
export function endEvent(context: WorkContext, job: ActiveJob, { end, detail }: { end: JobEnd; detail: string }): NewEvent {
  const { store } = context;
  const attempts = store.listAttempts(job.id);
  const attemptId = job.attemptId ?? attempts.at(-1)?.id ?? null;
  const { errorClass, reasonCode } = end;
  if (end.kind === "fail") {
    const payload = { attemptId, errorClass, reasonCode, detail };
    return chainEvent(context, job, { type: "job.failed", entityId: job.id, key: "end", payload });
  }
  const history = failureHistory(attempts, { errorClass, detail, atMs: context.studio.nowMs() });
  const evidence = [job.row.planBlob, ...[...job.images.values()].map((image) => image.blob)];
  const payload = escalationPayload(end, { specId: job.plan.spec, jobId: job.id, attemptId, history, evidence });
  return chainEvent(context, job, { type: "job.escalated", entityId: job.id, key: "end", payload });
}
