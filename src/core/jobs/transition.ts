import type { EventType, NewEvent } from "../events/event.ts";

/** Where a job is in its life (contracts section 7). */
export type JobState = "queued" | "running" | "retry_wait" | "succeeded" | "failed" | "escalated" | "canceled";

/** What can happen to a job: the type of its event, and for a requeueing also its reason. */
export type JobMove = Exclude<EventType, "job.requeued"> | "job.requeued/due" | "job.requeued/drained";

/** The move that an event makes. */
export function jobMoveOf(event: NewEvent): JobMove {
  return event.type === "job.requeued" ? `job.requeued/${event.payload.reason}` : event.type;
}

/** For each state (`new`: no job yet), the moves that may come next and the state each leads to. */
const NEXT: Readonly<Record<JobState | "new", Partial<Record<JobMove, JobState>>>> = {
  new: { "job.queued": "queued" },
  queued: {
    "job.started": "running",
    "job.canceled": "canceled",
    // Attempts can be used up by lost owners, which leave the job queued.
    "job.failed": "failed",
    "job.escalated": "escalated",
  },
  running: {
    "job.submitted": "running",
    "job.render_done": "running",
    "job.retry": "retry_wait",
    "job.requeued/drained": "queued",
    "job.lost": "queued",
    "job.succeeded": "succeeded",
    "job.failed": "failed",
    "job.escalated": "escalated",
    "job.canceled": "canceled",
  },
  retry_wait: { "job.requeued/due": "queued", "job.canceled": "canceled" },
  succeeded: {},
  failed: {},
  escalated: {},
  canceled: {},
};

/**
 * The state that a job's move leads to.
 *
 * @param state  The job's state so far; null while there is no such job.
 * @param move   E.g. `job.started`.
 * @returns the next state, or undefined when the event may not happen in this state: a late result of a job that has
 *          ended, a second start, or an event that is not about jobs.
 *
 * Source: contracts section 7; SPEC.md J1-J4, J21.
 */
export function nextJobState(state: JobState | null, move: JobMove): JobState | undefined {
  // A stale attempt may still deliver after its job has ended; what it delivers is kept and moves nothing.
  if (move === "job.superseded") return state ?? undefined;
  return NEXT[state ?? "new"][move];
}

/** Whether a job in this state has ended: no event can change it any more. SPEC.md J2. */
export function isTerminal(state: JobState): boolean {
  return Object.keys(NEXT[state]).length === 0;
}
