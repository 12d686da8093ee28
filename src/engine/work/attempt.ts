import type { Policies } from "../../core/assets/records/project.ts";
import { afterLost } from "../../core/jobs/after-failure.ts";
import { resolveRetry } from "../../core/jobs/retry-policy.ts";
import { type ActiveJob, loadActiveJob } from "./active-job.ts";
import { discardLeftovers } from "./discard-leftovers.ts";
import { endEvent } from "./fail-attempt.ts";
import { isStale } from "./stale.ts";
import { announce, chainEvent, type WorkContext } from "./work-context.ts";

/** Loads a job; one whose attempts were all used up by owners that died is ended instead of tried for ever. */
export async function takeUp(context: WorkContext, policies: Policies, jobId: string): Promise<ActiveJob> {
  const job = await loadActiveJob(context.store, jobId, policies);
  if (job.settled) return job;
  // A job that waits for another reason, e.g. under a policy that was tightened since, is tried all the same.
  if (context.store.listAttempts(jobId).at(-1)?.outcome !== "lost") return job;
  const retry = resolveRetry(policies.retry, { jobType: job.row.jobType });
  const next = afterLost({ retry, attempt: job.attempt });
  if (next.kind === "requeue") return job;
  const detail = "every attempt ended with the death of its owner";
  await context.store.append({ events: [endEvent(context, job, { end: next, detail })] });
  job.settled = true;
  await discardLeftovers(context.studio, context.store, jobId);
  return job;
}

/** Opens an attempt at the first image of it; further images of the job wait for the same attempt. */
export async function ensureAttempt(context: WorkContext, job: ActiveJob): Promise<void> {
  job.opening ??= openAttempt(context, job);
  await job.opening;
}

async function openAttempt(context: WorkContext, job: ActiveJob): Promise<void> {
  const { studio, store } = context;
  const attemptId = studio.newId();
  const wasWaiting = job.dueAtMs > 0;
  job.attemptId = attemptId;
  job.attempt += 1;
  job.startedElapsedMs = studio.elapsedMs();
  const payload = { attemptId, attempt: job.attempt, owner: studio.sessionId };
  const started = chainEvent(context, job, { type: "job.started", entityId: job.id, key: attemptId, payload });
  const due = chainEvent(context, job, {
    type: "job.requeued",
    entityId: job.id,
    key: `due/${attemptId}`,
    payload: { reason: "due", attemptId: null },
  });
  await store.append({ events: wasWaiting ? [due, started] : [started] });
  job.dueAtMs = 0;
  announce(context, job, "started");
}

/** Gives unfinished jobs back to the queue, each by itself. An attempt that was only interrupted does not count. */
export async function giveBack(context: WorkContext, jobs: readonly ActiveJob[]): Promise<void> {
  for (const job of jobs) {
    const { attemptId } = job;
    if (attemptId === null) continue;
    const key = `drained/${attemptId}`;
    const payload = { reason: "drained", attemptId } as const;
    const event = chainEvent(context, job, { type: "job.requeued", entityId: job.id, key, payload });
    try {
      await context.store.append({ events: [event], fence: { jobId: job.id, attemptId } });
    } catch (error) {
      if (!isStale(error)) throw error;
    }
    job.settled = true;
  }
}
