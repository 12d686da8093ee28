import type { EventPayload, NewEvent } from "../core/events/event.ts";
import type { JobRow } from "../core/events/rows.ts";
import type { Studio } from "./studio.ts";

type JobEventType = Extract<NewEvent["type"], `job.${string}`>;

/** An event about a job that a person caused: it starts at depth 0, whatever chain the job belongs to. */
export function jobEvent<T extends JobEventType>(
  studio: Studio,
  job: Pick<JobRow, "id" | "chainId">,
  about: { readonly type: T; readonly payload: EventPayload<T> },
): NewEvent {
  const id = studio.newId();
  return {
    id,
    ts: studio.nowMs(),
    v: 1,
    entityType: "job",
    entityId: job.id,
    causalChainId: job.chainId,
    causalDepth: 0,
    idempotencyKey: id,
    ...about,
  } as NewEvent;
}
