import type { Policies } from "../../core/assets/records/project.ts";
import { pickRenders, renderCaps, type RenderSlot, type WaitingRender } from "../../core/jobs/schedule.ts";
import type { ActiveJob } from "./active-job.ts";

/** One image that the scheduler chose, or the finishing of a job whose images are all stored. */
export interface PickedRender extends WaitingRender {
  readonly job: ActiveJob;
}

/** Stands for "nothing left to draw": a job that an earlier owner left complete is entered once, to be finished. */
export const FINISH_ONLY = -1;

/** Asks the scheduler what to begin now. */
export function pickNext(jobs: readonly ActiveJob[], policies: Policies, nowMs: number): readonly PickedRender[] {
  const open = jobs.filter((job) => !job.settled);
  const ready = open.filter((job) => !job.canceled && job.failure === undefined && !job.settling && job.dueAtMs <= nowMs);
  const waiting = ready.flatMap((job) =>
    indexesToStart(job).map((renderIndex) => ({
      ...slotOf(job),
      job,
      jobId: job.id,
      renderIndex,
      priority: job.row.priority,
      queuedAtMs: job.row.queuedAtMs,
    })),
  );
  const running = open.flatMap((job) => [...job.drawing].map(() => slotOf(job)));
  return pickRenders({ waiting, running, caps: renderCaps(policies), weights: policies.priority, nowMs });
}

function slotOf({ row }: ActiveJob): RenderSlot {
  return { checkpointId: row.checkpointId, backend: row.backend };
}

function indexesToStart(job: ActiveJob): readonly number[] {
  if (job.waiting.size > 0) return [...job.waiting];
  return job.running.size === 0 ? [FINISH_ONLY] : [];
}
