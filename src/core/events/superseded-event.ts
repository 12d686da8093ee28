import type { EventPayload, NewEvent } from "./event.ts";
import { newEvent } from "./new-event.ts";
import type { JobRow } from "./rows.ts";

type Payload = EventPayload<"job.superseded">;

/** A result that came after its attempt had lost the job. */
export interface SupersededResult extends Payload {
  readonly seq: number;
  readonly atMs: number;
}

/** What is said about such a result. */
export interface SupersededFacts extends Payload {
  /** Record id (UUIDv7) of the event. */
  readonly id: string;
  /** Epoch ms, UTC. */
  readonly ts: number;
  readonly job: Pick<JobRow, "id" | "chainId" | "depth">;
}

const REASON_LIMIT = 4000;

/**
 * Builds the event by which a result of a stale attempt is kept as evidence, where the attempt's fence refused it.
 * It is appended without a fence, and its key keeps each result once.
 *
 * @param facts.image   The stored image; null for the version that the attempt would have finished with.
 * @param facts.reason  Why it was refused, e.g. the refusal's message; cut to 4000 characters.
 * Source: contracts section 7 (results of a stale attempt); SPEC.md E14.
 */
export function supersededEvent({ id, ts, job, attemptId, image, reason }: SupersededFacts): NewEvent {
  const what = image === null ? "version" : `${image.variant}/${image.part ?? "image"}`;
  return newEvent({
    id,
    ts,
    type: "job.superseded",
    entityId: job.id,
    chain: { id: job.chainId, depth: job.depth },
    key: `${attemptId}/${what}`,
    payload: { attemptId, image, reason: reason.slice(0, REASON_LIMIT) },
  });
}
