import type { Policies } from "../assets/records/project.ts";
import type { BackendState } from "../backends/backend-state.ts";

/** Kind of request, e.g. `interactive` while a person waits. */
export type Priority = keyof Policies["priority"];

/** What a render occupies while it runs. */
export interface RenderSlot {
  readonly checkpointId: string;
  /** Id of the backend that it was given to. */
  readonly backend: string;
}

/** One image that could be made now. */
export interface WaitingRender {
  readonly jobId: string;
  /** Place of the image in its job's plan, from 0. */
  readonly renderIndex: number;
  readonly checkpointId: string;
  /** What makes it; which backend of that kind does, the scheduler chooses. */
  readonly kind: BackendState["kind"];
  /**
   * The backend to which an earlier attempt submitted it, and where it may be finished by now; null for none. While
   * that backend is listed and may make it, it goes nowhere else.
   */
  readonly pinned: string | null;
  /** The only backend that may make it, because its caller named one; null for any that nobody has to itself. */
  readonly only: string | null;
  /** Backends that refused it, e.g. because they lack its model: it goes to none of them. */
  readonly refusedBy: readonly string[];
  /** Priority that holds now: a job that someone looks at is lent `interactive`. */
  readonly priority: Priority;
  /** When the job was first queued, epoch ms; a retry keeps it, and so its seniority. */
  readonly queuedAtMs: number;
}

/** A render and the backend that is to make it. */
export type PickedFor<R extends WaitingRender> = R & Pick<RenderSlot, "backend">;

/** One backend that can take work now. */
export interface BackendSlots extends Pick<BackendState, "id" | "kind" | "warmCheckpoint"> {
  /** The most renders at once on it; for a ComfyUI server, prompts in its queue. None are given to one without slots. */
  readonly slots: number;
  /** The only checkpoints (ids) that it may be given; null for any. */
  readonly accepts: ReadonlySet<string> | null;
  /** Whether it makes only what names it: a server that was switched off, or that only a caller's flag names. */
  readonly reserved: boolean;
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
  /** Those on backends that are not listed count too, for project and checkpoint. */
  readonly running: readonly RenderSlot[];
  /** In any order; what is down or disabled is not listed. */
  readonly backends: readonly BackendSlots[];
  readonly caps: RenderCaps;
  readonly weights: Policies["priority"];
  readonly nowMs: number;
}

/** The caps that a project's policies set. */
export function renderCaps(policies: Pick<Policies, "concurrency" | "checkpoints">): RenderCaps {
  const caps = Object.entries(policies.checkpoints).flatMap(([id, { concurrency }]) =>
    concurrency === undefined ? [] : [[id, concurrency] as const],
  );
  return { ...policies.concurrency, checkpoints: new Map(caps) };
}
