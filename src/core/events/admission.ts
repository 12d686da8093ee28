import { jobMoveOf, nextJobState } from "../jobs/transition.ts";
import type { NewEvent } from "./event.ts";
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
 *          than the running one, or calls the running one superseded.
 *
 * Source: SPEC.md E10, E11, E14.
 */
export function findJobRefusal(event: NewEvent, job: JobFacts | undefined): Refusal | undefined {
  const move = jobMoveOf(event);
  if (nextJobState(job?.state ?? null, move) === undefined) {
    const state = job === undefined ? "does not exist" : `is \`${job.state}\``;
    return { message: `\`${move}\` cannot happen to job \`${event.entityId}\`, which ${state}` };
  }
  const speaker = findSpeaker(event);
  if (event.type === "job.superseded") return speaker === job?.attemptId ? refuseRunning(event) : undefined;
  if (speaker === undefined || job?.attemptId == null || speaker === job.attemptId) return undefined;
  const held = `job \`${event.entityId}\` is run by attempt \`${job.attemptId}\``;
  const from = speaker === null ? "no attempt" : `attempt \`${speaker}\``;
  return { message: `\`${event.type}\` comes from ${from}, but ${held}` };
}

function refuseRunning({ type, entityId, payload }: Extract<NewEvent, { type: "job.superseded" }>): Refusal {
  return { message: `\`${type}\` comes from attempt \`${payload.attemptId}\`, which runs job \`${entityId}\`` };
}

/** The attempt that an event speaks for; null where it must and does not, undefined where it need not. */
function findSpeaker(event: NewEvent): string | null | undefined {
  if (event.type === "job.requeued" && event.payload.reason === "drained") return event.payload.attemptId;
  return "attemptId" in event.payload ? (event.payload.attemptId ?? undefined) : undefined;
}
