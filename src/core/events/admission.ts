import { nextJobState } from "../jobs/transition.ts";
import type { EventType, NewEvent } from "./event.ts";
import type { JobRow } from "./rows.ts";

/** Why an event may not happen now. */
export interface Refusal {
  /** One sentence without a full stop. */
  readonly message: string;
}

/** What the decision depends on. */
export type JobFacts = Pick<JobRow, "state" | "attemptId">;

/**
 * Decides whether a job's event may happen now.
 *
 * @param event  An event about a job.
 * @param job    The job before it; undefined when there is none.
 * @returns undefined when it may, else why not: the job's state does not allow it, or it speaks for another attempt
 *          than the running one.
 *
 * Source: SPEC.md E10, E11.
 */
export function findJobRefusal(event: NewEvent, job: JobFacts | undefined): Refusal | undefined {
  if (nextJobState(job?.state ?? null, event.type) === undefined) {
    const state = job === undefined ? "does not exist" : `is \`${job.state}\``;
    return { message: `\`${event.type}\` cannot happen to job \`${event.entityId}\`, which ${state}` };
  }
  const attemptId = SPEAKS_FOR_ATTEMPT.has(event.type) ? (event.payload as { attemptId: string | null }).attemptId : null;
  if (attemptId === null || job?.attemptId == null || attemptId === job.attemptId) return undefined;
  const held = `job \`${event.entityId}\` is run by attempt \`${job.attemptId}\``;
  return { message: `\`${event.type}\` comes from attempt \`${attemptId}\`, but ${held}` };
}

const SPEAKS_FOR_ATTEMPT: ReadonlySet<EventType> = new Set<EventType>([
  "job.render_done",
  "job.retry",
  "job.lost",
  "job.succeeded",
  "job.failed",
  "job.escalated",
]);
