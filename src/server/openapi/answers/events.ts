import { z } from "zod";
import { EVENT_PAYLOADS, type EventType, type StoredEvent } from "../../../core/events/event.ts";
import { DigestValue, EpochMs, Seq } from "./values.ts";

/** What all events have. */
export const EVENT_ENVELOPE = z.strictObject({
  id: z.string().describe("Record id (UUIDv7)"),
  projectId: z.string(),
  seq: Seq,
  ts: EpochMs,
  v: z.literal(1).describe("Version of the payload's shape"),
  entityType: z.enum(["spec", "job", "version", "playtest", "trial", "env"]),
  entityId: z.string(),
  causalChainId: z.string().describe("All events that follow from one cause share it"),
  causalDepth: z.number().describe("0 for what a person did; +1 for each automatic consequence"),
  idempotencyKey: z.string(),
  prevHash: DigestValue.describe("`hash` of the event before"),
  hash: DigestValue.describe("Digest of this event's canonical JSON without `hash`"),
});

const TYPES = Object.keys(EVENT_PAYLOADS) as EventType[];
const ofType = (type: EventType): z.ZodType => {
  const payload = EVENT_PAYLOADS[type];
  return EVENT_ENVELOPE.extend({ type: z.literal(type), payload }).describe(payload.description ?? "");
};

/** Made of the same payload schemas that the store admits events by. */
export const EventValue = z
  .union(TYPES.map(ofType))
  .describe("One fact of the project's append-only stream") as unknown as z.ZodType<StoredEvent>;
