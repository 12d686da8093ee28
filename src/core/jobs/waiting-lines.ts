import type { Policies } from "../assets/records/project.ts";
import { compareCodeUnits } from "../canonical/order.ts";
import type { BackendRoom, CheckpointRoom, Room } from "./room.ts";
import type { BackendSlots, WaitingRender } from "./schedule-input.ts";

/**
 * Waiting time that counts as much as one point of weight: one second. A guess: with the default weights an automation
 * render (0) outranks every fresh interactive one (300) after 5 minutes; with the widest weights a policy may set
 * (0 and 1000), after 16 minutes 40 seconds. Complaints about the one or the other would move it.
 */
export const MS_PER_POINT = 1000;

/** Renders that could go to the same backends with the same checkpoint: only the first of them can be the next to start. */
export interface WaitingLine<R> {
  readonly checkpoint: CheckpointRoom;
  /** Backends that may make them, by id (code unit). */
  readonly backends: readonly BackendRoom[];
  /** By rank. */
  readonly renders: readonly RankedRender<R>[];
  /** Index of the first that is not picked yet. */
  next: number;
}

/** A render and its rank without any bonus. */
export interface RankedRender<R> {
  readonly render: R;
  /**
   * The moment at which a render of weight 0 would have had to arrive to stand here; smaller goes first. All ranks grow
   * at the same pace, so age needs no clock: only the moment of arrival counts.
   */
  readonly rank: number;
}

/** Sorts the waiting renders into lines. */
export function openLines<R extends WaitingRender>(
  waiting: readonly R[],
  weights: Policies["priority"],
  room: Room,
): WaitingLine<R>[] {
  const lines = new Map<string, RankedRender<R>[]>();
  for (const render of waiting) {
    const key = JSON.stringify([render.kind, render.pinned, render.only, render.refusedBy, render.checkpointId]);
    const ranked = { render, rank: render.queuedAtMs - weights[render.priority] * MS_PER_POINT };
    const line = lines.get(key);
    if (line === undefined) lines.set(key, [ranked]);
    else line.push(ranked);
  }
  return [...lines.values()].flatMap((renders) => openLine(renders.sort(compareRanked), room));
}

/** Who goes first of two that rank equally: the older, then by job id (code unit), then by place in the job. */
export function compareTied(a: WaitingRender, b: WaitingRender): number {
  return a.queuedAtMs - b.queuedAtMs || compareCodeUnits(a.jobId, b.jobId) || a.renderIndex - b.renderIndex;
}

function compareRanked(a: RankedRender<WaitingRender>, b: RankedRender<WaitingRender>): number {
  return a.rank - b.rank || compareTied(a.render, b.render);
}

/** No line for renders that nothing listed may make: they only wait. */
function openLine<R extends WaitingRender>(renders: readonly RankedRender<R>[], room: Room): WaitingLine<R>[] {
  const [first] = renders;
  if (first === undefined) return [];
  const { pinned } = first.render;
  const able = room.backends.filter(({ backend }) => mayMake(backend, first.render));
  const tied = able.filter(({ backend }) => backend.id === pinned);
  const backends = tied.length > 0 ? tied : able;
  return backends.length === 0 ? [] : [{ checkpoint: room.checkpoint(first.render.checkpointId), backends, renders, next: 0 }];
}

function mayMake(backend: BackendSlots, { kind, checkpointId, only, refusedBy }: WaitingRender): boolean {
  if (backend.kind !== kind || refusedBy.includes(backend.id)) return false;
  if (only === null ? backend.reserved : backend.id !== only) return false;
  return backend.accepts === null || backend.accepts.has(checkpointId);
}
