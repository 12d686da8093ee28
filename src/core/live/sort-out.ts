import type { StoredEvent } from "../events/event.ts";

/** What to do with events that arrived. */
export interface SortedOut {
  /** Those that come next, in order. */
  readonly fresh: readonly StoredEvent[];
  /** Seq up to which events are missing and must be fetched; null when there is no gap. */
  readonly missingThrough: number | null;
}

/**
 * Sorts out what arrived: what was delivered before is left out, what comes next is delivered, and what lies beyond a gap
 * waits until the gap is filled.
 *
 * @param seq  The newest event delivered.
 * @param events  In seq order, e.g. one frame or one page.
 */
export function sortOut(seq: number, events: readonly StoredEvent[]): SortedOut {
  const fresh: StoredEvent[] = [];
  for (const event of events) {
    const newest = seq + fresh.length;
    if (event.seq > newest + 1) return { fresh, missingThrough: events.at(-1)?.seq ?? event.seq };
    if (event.seq === newest + 1) fresh.push(event);
  }
  return { fresh, missingThrough: null };
}
