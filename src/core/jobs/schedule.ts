import type { Policies } from "../assets/records/project.ts";
import { compareCodeUnits } from "../canonical/order.ts";

/** Kind of request, e.g. `interactive` while a person waits. */
export type Priority = keyof Policies["priority"];

/** What a render occupies while it runs. */
export interface RenderSlot {
  readonly checkpointId: string;
  readonly backend: string;
}

/** One image that could be made now. */
export interface WaitingRender extends RenderSlot {
  readonly jobId: string;
  /** Place of the image in its job's plan, from 0. */
  readonly renderIndex: number;
  /** Priority that holds now: a job that someone looks at is lent `interactive`. */
  readonly priority: Priority;
  /** When the job was first queued, epoch ms; a retry keeps it, and so its seniority. */
  readonly queuedAtMs: number;
}

/** How many renders may run at once. */
export interface RenderCaps {
  readonly project: number;
  readonly perBackend: number;
  /** Caps by checkpoint id; a checkpoint without an entry has none. */
  readonly checkpoints: ReadonlyMap<string, number>;
}

/** All that the scheduler decides from. */
export interface ScheduleInput<R extends WaitingRender = WaitingRender> {
  /** In any order. */
  readonly waiting: readonly R[];
  readonly running: readonly RenderSlot[];
  readonly caps: RenderCaps;
  readonly weights: Policies["priority"];
  readonly nowMs: number;
}

/**
 * Waiting time that counts as much as one point of weight: one second. A guess: with the default weights an automation
 * render (0) outranks every fresh interactive one (300) after 5 minutes; with the widest weights a policy may set
 * (0 and 1000), after 16 minutes 40 seconds. Complaints about the one or the other would move it.
 */
export const MS_PER_POINT = 1000;

/** The caps that a project's policies set. */
export function renderCaps(policies: Pick<Policies, "concurrency" | "checkpoints">): RenderCaps {
  const caps = Object.entries(policies.checkpoints).flatMap(([id, { concurrency }]) =>
    concurrency === undefined ? [] : [[id, concurrency] as const],
  );
  return { ...policies.concurrency, checkpoints: new Map(caps) };
}

/**
 * Picks the renders to start now, in the order to start them. Call it whenever a render arrives or ends.
 *
 * Rank is weight plus age in points; ties go to the older, then by job id (code unit), then by place in the job. Going
 * down the ranks, a render is picked unless its project, backend or checkpoint is at its cap; one that is at a cap
 * never holds up those behind it, with a single exception: an *overdue* render (it outranks even the heaviest render
 * that could arrive now) whose backend alone is full holds one free slot of its capped checkpoint, at most one per
 * checkpoint. Without that, two streams could take turns on its checkpoint and its backend so that both are never
 * free together.
 *
 * **Longest wait.** A render of weight w is overdue after D = (heaviest weight - w) seconds; nothing that arrives later
 * can pass it. Let N renders rank before it (retries of older jobs and lent priorities included), and let a render take
 * at most S. While any of these waits, one starts in every span of 2 S: the first in rank waits S for a slot of its
 * checkpoint or project, holds it, and waits S for its backend. So a render waits at most D + 2 S (N + 1); and, where all
 * share one checkpoint and one backend with c slots, at most D + S ceil((N + 1) / c).
 *
 * Deterministic: the order of `waiting` and `running` changes nothing. Nothing is mutated.
 *
 * Source: contracts section 7; SPEC.md J13-J18.
 */
export function pickRenders<R extends WaitingRender>(input: ScheduleInput<R>): R[] {
  const { caps, running } = input;
  const free = freeSlots(running, caps);
  if (free.project <= 0) return [];

  const overdueRank = input.nowMs - heaviest(input.weights) * MS_PER_POINT;
  const picks: R[] = [];
  const held = new Set<string>();
  for (const { render, rank } of ranked(input)) {
    if (free.project === 0) break;
    const { checkpointId, backend } = render;
    if (free.ofCheckpoint(checkpointId) <= 0) continue;
    if (free.ofBackend(backend) <= 0) {
      if (rank <= overdueRank && !held.has(checkpointId)) {
        held.add(checkpointId);
        free.takeCheckpoint(checkpointId);
      }
      continue;
    }
    free.take(render);
    picks.push(render);
  }
  return picks;
}

interface Ranked<R> {
  readonly render: R;
  /** The moment at which a render of weight 0 would have had to arrive to stand here; smaller goes first. */
  readonly rank: number;
}

/** All ranks grow at the same pace, so age needs no clock: only the moment of arrival counts. */
function ranked<R extends WaitingRender>({ waiting, weights }: ScheduleInput<R>): Ranked<R>[] {
  return waiting
    .map((render) => ({ render, rank: render.queuedAtMs - weights[render.priority] * MS_PER_POINT }))
    .sort((a, b) => a.rank - b.rank || compareTied(a.render, b.render));
}

function compareTied(a: WaitingRender, b: WaitingRender): number {
  return a.queuedAtMs - b.queuedAtMs || compareCodeUnits(a.jobId, b.jobId) || a.renderIndex - b.renderIndex;
}

function heaviest(weights: Policies["priority"]): number {
  return Math.max(...Object.values(weights));
}

interface FreeSlots {
  /** Slots left in the project. */
  project: number;
  ofCheckpoint(id: string): number;
  ofBackend(id: string): number;
  take(render: RenderSlot): void;
  takeCheckpoint(id: string): void;
}

function freeSlots(running: readonly RenderSlot[], caps: RenderCaps): FreeSlots {
  const usedByCheckpoint = new Map<string, number>();
  const usedByBackend = new Map<string, number>();
  const free: FreeSlots = {
    project: caps.project,
    ofCheckpoint: (id) => (caps.checkpoints.get(id) ?? Infinity) - (usedByCheckpoint.get(id) ?? 0),
    ofBackend: (id) => caps.perBackend - (usedByBackend.get(id) ?? 0),
    takeCheckpoint: (id) => countOne(usedByCheckpoint, id),
    take: ({ checkpointId, backend }) => {
      free.project -= 1;
      countOne(usedByCheckpoint, checkpointId);
      countOne(usedByBackend, backend);
    },
  };
  for (const slot of running) free.take(slot);
  return free;
}

function countOne(used: Map<string, number>, id: string): void {
  used.set(id, (used.get(id) ?? 0) + 1);
}
