import { setTimeout as sleep } from "node:timers/promises";
import { TouchstoneError } from "../../core/errors.ts";
import { afterLost } from "../../core/jobs/after-failure.ts";
import { resolveRetry } from "../../core/jobs/retry-policy.ts";
import { pickRenders, renderCaps, type WaitingRender } from "../../core/jobs/schedule.ts";
import { type ActiveJob, loadActiveJob } from "./active-job.ts";
import { endEvent, failAttempt } from "./fail-attempt.ts";
import { finishJob } from "./finish-job.ts";
import { renderImage } from "./render-image.ts";
import { announce, chainEvent, type WorkContext } from "./work-context.ts";

/** Longest sleep between two looks at what is due, in ms: bounds how late an interruption is noticed. */
const MAX_NAP_MS = 250;

/** Most images drawn but not yet stored, beyond which no further one is begun: bounds memory when the disk is slow. */
const MAX_UNSTORED = 32;

/**
 * Works on jobs until each of them, and each regeneration that follows from them, is settled.
 *
 * What runs next is the pure scheduler's decision; this loop only starts it and waits.
 * @throws TouchstoneError INTERRUPTED when the caller's signal asks to stop: renders under way are finished and recorded,
 * and unfinished jobs go back to the queue without costing an attempt. Any failure of the store itself stops all work.
 */
export async function runJobs(context: WorkContext, jobIds: readonly string[]): Promise<void> {
  const jobs = new Map<string, ActiveJob>();
  const underWay = new Set<Promise<void>>();
  const fatal: unknown[] = [];
  const bell = createBell();
  for (const id of jobIds) jobs.set(id, await takeUp(context, id));
  const start = (pick: Pick): void => {
    const tracked = work({ context, jobs, onDrawn: bell.ring }, pick)
      .catch((error: unknown) => void fatal.push(error))
      .finally(() => underWay.delete(tracked));
    underWay.add(tracked);
  };
  while (fatal.length === 0 && context.caller.signal?.aborted !== true) {
    if (underWay.size < MAX_UNSTORED) pickNext(context, jobs).forEach(start);
    if (underWay.size > 0) await Promise.race([...underWay, bell.heard()]);
    else if ([...jobs.values()].every((job) => job.settled)) return;
    else await sleep(Math.min(MAX_NAP_MS, nextDueMs(jobs, context.studio.nowMs())));
  }
  await Promise.all(underWay);
  const unfinished = [...jobs.values()].filter((job) => !job.settled);
  if (fatal.length > 0) {
    // Where even this cannot be recorded, the next owner finds the attempts lost.
    await giveBack(context, unfinished).catch((error: unknown) => void fatal.push(error));
    throw fatal[0];
  }
  if (unfinished.length === 0) return;
  await giveBack(context, unfinished);
  throw new TouchstoneError("INTERRUPTED", "stopped before everything was made; what was made is kept", {
    hint: "Run the same command again to go on",
  });
}

/** Wakes whoever waits; ringing while nobody waits is not remembered. */
function createBell(): { readonly ring: () => void; readonly heard: () => Promise<void> } {
  let { promise, resolve } = Promise.withResolvers<void>();
  return {
    ring() {
      resolve();
      ({ promise, resolve } = Promise.withResolvers<void>());
    },
    heard: () => promise,
  };
}

/** Loads a job; one whose attempts were all used up by owners that died is ended instead of tried for ever. */
async function takeUp(context: WorkContext, jobId: string): Promise<ActiveJob> {
  const job = await loadActiveJob(context.store, jobId);
  if (context.store.listAttempts(jobId).at(-1)?.outcome !== "lost") return job;
  const retry = resolveRetry(context.policies.retry, { jobType: job.row.jobType });
  const next = afterLost({ retry, attempt: job.attempt });
  if (next.kind === "requeue") return job;
  const detail = "every attempt ended with the death of its owner";
  await context.store.append({ events: [endEvent(context, job, { end: next, detail })] });
  job.settled = true;
  return job;
}

interface Pick extends WaitingRender {
  readonly job: ActiveJob;
}

function pickNext(context: WorkContext, jobs: ReadonlyMap<string, ActiveJob>): readonly Pick[] {
  const nowMs = context.studio.nowMs();
  const open = [...jobs.values()].filter((job) => !job.settled);
  const ready = open.filter((job) => job.failure === undefined && job.dueAtMs <= nowMs);
  const slot = ({ row }: ActiveJob) => ({ checkpointId: row.checkpointId, backend: row.backend });
  const waiting = ready.flatMap((job) =>
    indexesToStart(job).map((renderIndex) => ({
      ...slot(job),
      job,
      jobId: job.id,
      renderIndex,
      priority: job.row.priority,
      queuedAtMs: job.row.queuedAtMs,
    })),
  );
  const running = open.flatMap((job) => [...job.drawing].map(() => slot(job)));
  return pickRenders({ waiting, running, caps: renderCaps(context.policies), weights: context.policies.priority, nowMs });
}

/** Images still to begin. A job whose images are all stored but which never finished is entered once, to be finished. */
function indexesToStart(job: ActiveJob): readonly number[] {
  if (job.waiting.size > 0) return [...job.waiting];
  return job.running.size === 0 ? [FINISH_ONLY] : [];
}

const FINISH_ONLY = -1;

interface Work {
  readonly context: WorkContext;
  readonly jobs: Map<string, ActiveJob>;
  /** Told when a renderer is free again: the next image can be begun while this one is being stored. */
  readonly onDrawn: () => void;
}

async function work({ context, jobs, onDrawn }: Work, { job, renderIndex }: Pick): Promise<void> {
  job.waiting.delete(renderIndex);
  job.running.add(renderIndex);
  job.drawing.add(renderIndex);
  const release = (): void => {
    job.drawing.delete(renderIndex);
    onDrawn();
  };
  try {
    await ensureAttempt(context, job);
    if (renderIndex !== FINISH_ONLY) await renderImage(context, job, { index: renderIndex, onDrawn: release });
  } catch (error) {
    if (stopsEverything(error)) throw error;
    job.failure ??= error;
    if (renderIndex !== FINISH_ONLY) job.waiting.add(renderIndex);
  } finally {
    job.running.delete(renderIndex);
    job.drawing.delete(renderIndex);
  }
  if (job.running.size > 0) return;
  if (job.failure === undefined && job.waiting.size === 0) await finish(context, jobs, job);
  else if (job.failure !== undefined) await settleFailure(context, job);
}

async function finish(context: WorkContext, jobs: Map<string, ActiveJob>, job: ActiveJob): Promise<void> {
  job.running.add(FINISH_ONLY);
  try {
    const next = await finishJob(context, job);
    job.settled = true;
    if (next !== undefined) jobs.set(next, await takeUp(context, next));
  } catch (error) {
    if (stopsEverything(error)) throw error;
    job.failure = error;
  } finally {
    job.running.delete(FINISH_ONLY);
  }
  if (job.failure !== undefined) await settleFailure(context, job);
}

/** A stale attempt (the job was canceled or taken over meanwhile) changes nothing: this process lets the job go. */
async function settleFailure(context: WorkContext, job: ActiveJob): Promise<void> {
  try {
    if (isStale(job.failure)) job.settled = true;
    else await failAttempt(context, job);
  } catch (error) {
    if (!isStale(error)) throw error;
    job.settled = true;
  }
}

function isStale(error: unknown): boolean {
  return error instanceof TouchstoneError && (error.code === "EXPECTATION_FAILED" || error.code === "STATE_CONFLICT");
}

/** Opens an attempt at the first image of it; further images of the job wait for the same attempt. */
async function ensureAttempt(context: WorkContext, job: ActiveJob): Promise<void> {
  job.opening ??= openAttempt(context, job);
  await job.opening;
}

async function openAttempt(context: WorkContext, job: ActiveJob): Promise<void> {
  const { studio, store } = context;
  const attemptId = studio.newId();
  const wasWaiting = job.dueAtMs > 0;
  job.attemptId = attemptId;
  job.attempt += 1;
  job.startedAtMs = studio.nowMs();
  const payload = { attemptId, attempt: job.attempt, owner: studio.sessionId };
  const started = chainEvent(context, job, { type: "job.started", entityId: job.id, key: attemptId, payload });
  const due = chainEvent(context, job, {
    type: "job.requeued",
    entityId: job.id,
    key: `due/${attemptId}`,
    payload: { reason: "due" },
  });
  await store.append({ events: wasWaiting ? [due, started] : [started] });
  job.dueAtMs = 0;
  announce(context, job, "started");
}

/** Failures of the record itself: going on could lose what is acknowledged, so nothing goes on. */
function stopsEverything(error: unknown): boolean {
  if (!(error instanceof TouchstoneError)) return !(error instanceof Error);
  return ["DISK_FULL", "DISK_FAILED", "READ_ONLY", "STORE_DAMAGED"].includes(error.code);
}

function nextDueMs(jobs: ReadonlyMap<string, ActiveJob>, nowMs: number): number {
  const waits = [...jobs.values()].filter((job) => !job.settled).map((job) => job.dueAtMs - nowMs);
  return Math.max(1, Math.min(...waits));
}

/** Gives unfinished jobs back to the queue. An attempt that was only interrupted does not count. */
async function giveBack(context: WorkContext, unfinished: readonly ActiveJob[]): Promise<void> {
  const isRunning = ({ id, attemptId }: ActiveJob): boolean => context.store.findJob(id)?.attemptId === attemptId;
  const held = unfinished.filter((job) => job.attemptId !== null && isRunning(job));
  const events = held.map((job) => {
    const key = `drained/${job.attemptId}`;
    return chainEvent(context, job, { type: "job.requeued", entityId: job.id, key, payload: { reason: "drained" } });
  });
  if (events.length > 0) await context.store.append({ events });
}
