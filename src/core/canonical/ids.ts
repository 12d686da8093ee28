import { V7Generator } from "uuidv7";

/** Where ids come from: the current time in epoch ms, and 32 random bits at a time. */
export interface IdSource {
  nowMs(): number;
  randomUint32(): number;
}

/** Makes record ids: UUIDv7, strictly increasing within one generator, even when the clock steps back. */
export type NewId = () => string;

/**
 * Creates a generator of record ids (UUIDv7).
 *
 * A clock that steps back is answered with the latest time seen, so ids never repeat nor sort before an earlier one.
 *
 * @param floorMs  The newest time already used in this project (its last event); ids begin after it, so that a restart
 *                 keeps the order too.
 * Source: RFC 9562 section 6.2; SPEC.md D4.
 */
export function createIds(source: IdSource, floorMs = 0): NewId {
  const generator = new V7Generator({ nextUint32: () => source.randomUint32() });
  let latestMs = floorMs + 1;
  return () => {
    latestMs = Math.max(latestMs, source.nowMs());
    return generator.generateOrResetWithTs(latestMs).toString();
  };
}

const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is a record id (UUIDv7, lower case). */
export function isRecordId(text: string): boolean {
  return ID_PATTERN.test(text);
}
