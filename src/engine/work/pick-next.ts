import type { Policies } from "../../core/assets/records/project.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { renderCaps, type RenderSlot, type WaitingRender } from "../../core/jobs/schedule-input.ts";
import { pickRenders } from "../../core/jobs/schedule.ts";
import type { Fleet, RenderDemand } from "../fleet/fleet.ts";
import type { ActiveJob } from "./active-job.ts";

/** One image that the scheduler chose, with the backend that is to make it, or the finishing of a job whose images are all stored. */
export interface PickedRender {
  readonly job: ActiveJob;
  readonly renderIndex: number;
  readonly backend: string;
}

/** Stands for "nothing left to draw": a job that an earlier owner left complete is entered once, to be finished. */
export const FINISH_ONLY = -1;

/** Stands for the backend of an image that none makes: it is begun only to fail. */
export const NOWHERE = "";

/** What beside the jobs decides about what begins. */
export interface PickFacts {
  readonly policies: Policies;
  readonly fleet: Pick<Fleet, "available" | "candidatesFor" | "outageFor">;
  /** The priority of a job as it is now: what somebody looks at comes first. */
  readonly priorityOf: (job: ActiveJob) => WaitingRender["priority"];
  readonly nowMs: number;
}

interface Candidate extends WaitingRender {
  readonly job: ActiveJob;
}

/** Asks the scheduler what to begin now. What no backend will make for too long is begun nowhere, and so fails. */
export function pickNext(jobs: readonly ActiveJob[], facts: PickFacts): readonly PickedRender[] {
  const { policies, nowMs, fleet } = facts;
  const open = jobs.filter((job) => !job.settled);
  const ready = open.filter((job) => !job.canceled && job.failure === undefined && !job.settling && job.dueAtMs <= nowMs);
  const finishing = ready.filter((job) => job.waiting.size === 0 && job.running.size === 0);
  const outages = Map.groupBy(ready, (job) => outageOf(job, facts).kind);
  const running = open.flatMap((job) => [...job.drawing.values()].map((backend) => slotOf(job, backend)));
  const waiting = (outages.get("none") ?? []).flatMap((job) => candidatesOf(job, facts));
  const picks = pickRenders({
    waiting,
    running,
    backends: fleet.available(),
    caps: renderCaps(policies),
    weights: policies.priority,
    nowMs,
  });
  return [
    ...finishing.map((job) => ({ job, renderIndex: FINISH_ONLY, backend: NOWHERE })),
    ...(outages.get("fail") ?? []).filter(needsImages).map((job) => ({ job, renderIndex: firstOf(job), backend: NOWHERE })),
    ...picks.map(({ job, renderIndex, backend }) => ({ job, renderIndex, backend })),
  ];
}

/** What a job asks of the fleet. */
export function demandOf({ plan, row, only, refusedBy }: ActiveJob): RenderDemand {
  return { kind: plan.renderer, checkpointId: row.checkpointId, only, refusedBy: [...refusedBy.keys()] };
}

function outageOf(job: ActiveJob, { fleet }: PickFacts) {
  return fleet.outageFor(demandOf(job));
}

/** Where it may not go, and where it failed before as long as there is another that is up. */
function avoidedBy(job: ActiveJob, fleet: PickFacts["fleet"]): readonly string[] {
  const demand = demandOf(job);
  if (job.failedOn.size === 0) return demand.refusedBy;
  const avoided = [...new Set([...demand.refusedBy, ...job.failedOn])];
  const up = new Set(fleet.available().map(({ id }) => id));
  return fleet.candidatesFor({ ...demand, refusedBy: avoided }).some((id) => up.has(id)) ? avoided : demand.refusedBy;
}

function candidatesOf(job: ActiveJob, { priorityOf, fleet }: PickFacts): readonly Candidate[] {
  const { row, plan, submitted, only } = job;
  const refusedBy = avoidedBy(job, fleet).toSorted(compareCodeUnits);
  return [...job.waiting].map((renderIndex) => ({
    job,
    jobId: job.id,
    renderIndex,
    checkpointId: row.checkpointId,
    kind: plan.renderer,
    pinned: submitted.get(renderIndex)?.backend ?? null,
    only,
    refusedBy,
    priority: priorityOf(job),
    queuedAtMs: row.queuedAtMs,
  }));
}

function slotOf({ row }: ActiveJob, backend: string): RenderSlot {
  return { checkpointId: row.checkpointId, backend };
}

function needsImages(job: ActiveJob): boolean {
  return job.waiting.size > 0 && job.running.size === 0;
}

function firstOf(job: ActiveJob): number {
  return Math.min(...job.waiting);
}
