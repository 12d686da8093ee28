import { TouchstoneError } from "../../core/errors.ts";
import { type ActiveJob, isBusy } from "./active-job.ts";
import { ensureAttempt } from "./attempt.ts";
import { failAttempt } from "./fail-attempt.ts";
import { finishJob } from "./finish-job.ts";
import { FINISH_ONLY, NOWHERE, type PickedRender } from "./pick-next.ts";
import { renderImage } from "./render-image.ts";
import { isStale } from "./stale.ts";
import type { WorkContext } from "./work-context.ts";

/** What one piece of work led to. */
export interface WorkOutcome {
  /** The regeneration job that policy asked for. */
  readonly next?: string;
  /** A bug that ended the job: recorded, and not to be hidden. */
  readonly bug?: { readonly error: unknown };
}

/**
 * Makes one image, and with the last one finishes the job or settles its failure.
 *
 * @param onDrawn  Told when a renderer is free again: the next image can be begun while this one is being stored.
 * @throws what stops all work (a failure of the record itself); everything else ends in the job.
 */
export async function workOn(
  context: WorkContext,
  { job, renderIndex, backend }: PickedRender,
  onDrawn: () => void,
): Promise<WorkOutcome> {
  await guard(job, { index: renderIndex, backend }, async () => {
    await ensureAttempt(context, job);
    if (job.canceled) return;
    const release = (): void => {
      job.drawing.delete(renderIndex);
      onDrawn();
    };
    if (renderIndex === FINISH_ONLY) return;
    const rendering = renderImage(context, job, { index: renderIndex, backend, onReleased: release });
    await rendering.finally(() => context.studio.previews.forget(job.id));
  });
  // Two last images may come to this point in one turn of the event loop; only the first of them settles the job.
  if (isBusy(job) || job.settled) return {};
  if (job.canceled) job.settled = true;
  if (job.settled || (job.failure === undefined && job.waiting.size > 0)) return {};
  job.settling = true;
  try {
    return job.failure === undefined ? await finish(context, job) : await settleFailure(context, job);
  } finally {
    job.settling = false;
    // Canceled while its failure was being recorded: there is no next attempt to wait for.
    job.settled ||= job.canceled;
  }
}

async function finish(context: WorkContext, job: ActiveJob): Promise<WorkOutcome> {
  let next: string | undefined;
  await guard(job, { index: FINISH_ONLY, backend: NOWHERE }, async () => {
    next = await finishJob(context, job);
    job.settled = true;
  });
  if (job.failure !== undefined) return await settleFailure(context, job);
  return next === undefined ? {} : { next };
}

/** Keeps count of what is under way, and turns a failure into the job's own unless it stops everything. */
async function guard(
  job: ActiveJob,
  { index, backend }: { readonly index: number; readonly backend: string },
  act: () => Promise<void>,
): Promise<void> {
  job.waiting.delete(index);
  job.running.add(index);
  if (index !== FINISH_ONLY) job.drawing.set(index, backend);
  try {
    await act();
  } catch (error) {
    if (stopsEverything(error)) throw error;
    if (!isLeft(error)) job.failure ??= { error };
    if (index !== FINISH_ONLY) job.waiting.add(index);
  } finally {
    job.running.delete(index);
    job.drawing.delete(index);
  }
}

/** Nobody waits for the image any more: that is no failure, and whoever wants it later goes on with it. */
function isLeft(error: unknown): boolean {
  return error instanceof TouchstoneError && error.code === "INTERRUPTED";
}

/** A stale attempt (the job was canceled or taken over meanwhile) changes nothing: this process lets the job go. */
async function settleFailure(context: WorkContext, job: ActiveJob): Promise<WorkOutcome> {
  const error = job.failure?.error;
  try {
    if (isStale(error)) job.settled = true;
    else await failAttempt(context, job);
  } catch (refusal) {
    if (!isStale(refusal)) throw refusal;
    job.settled = true;
  }
  return error instanceof TouchstoneError ? {} : { bug: { error } };
}

/** Failures of the record itself: going on could lose what is acknowledged, so nothing goes on. */
function stopsEverything(error: unknown): boolean {
  return error instanceof TouchstoneError && ["DISK_FULL", "DISK_FAILED", "READ_ONLY"].includes(error.code);
}
