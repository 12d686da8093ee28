import { assert } from "../core/assert.ts";
import type { StoredEvent } from "../core/events/event.ts";
import type { Placed, PreparedEvent } from "./log.ts";
import type { OnCommit } from "./writer-client.ts";

/** Hears of events after they are committed, in seq order. */
export type EventListener = (events: readonly StoredEvent[]) => void;

/** Who hears of what is appended to one project. */
export interface Listeners {
  readonly tell: OnCommit;
  /** @returns a function that ends it. */
  readonly add: (listener: EventListener) => () => void;
}

export function createListeners(projectId: string): Listeners {
  const listeners = new Set<EventListener>();
  return {
    tell(batch, placed) {
      if (listeners.size === 0) return;
      const events = placed.flatMap((place, index) => storedEvent(projectId, place, batch.events[index]));
      if (events.length > 0) for (const listener of listeners) call(listener, events);
    },
    add(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The event as reading it back would return it; nothing for a duplicate. */
function storedEvent(projectId: string, place: Placed, event: PreparedEvent | undefined): StoredEvent[] {
  assert(event !== undefined, "each place is that of an event");
  if (place.duplicate) return [];
  const { payloadText, ...rest } = event;
  const { seq, prevHash, hash } = place;
  // TypeScript tells members of a union apart up to 25 of them; the payload was checked by its type when it was prepared.
  return [{ ...rest, payload: JSON.parse(payloadText), projectId, seq, prevHash, hash } as StoredEvent];
}

/** A listener that throws is a bug, but the append that it heard of has happened all the same. */
function call(listener: EventListener, events: readonly StoredEvent[]): void {
  try {
    listener(events);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
