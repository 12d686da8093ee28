import type { StoredEvent } from "../../core/events/event.ts";
import type { EventPage } from "../../core/live/messages.ts";
import { sortOut } from "../../core/live/sort-out.ts";

export interface FeedOptions {
  /** What is known already; null to begin wherever the stream does. */
  readonly since: number | null;
  readonly readPage: (since: number) => Promise<EventPage>;
  /** Gets each event once and in order. */
  readonly onEvents: (events: readonly StoredEvent[]) => void;
  /** The log is not the one that was known: what was made from its events is void, and events go on after this seq. */
  readonly onReset: (seq: number) => void;
  /** A gap could not be filled just now. */
  readonly onGap: () => void;
}

/** Makes one gapless sequence of whatever arrives, by whatever way. */
export interface EventFeed {
  /** The newest event delivered; null until it is known where the stream begins. */
  readonly seq: number | null;
  accept(events: readonly StoredEvent[]): void;
  /**
   * A source was asked for what follows `asked` (null: for whatever comes next), and its events go on after `start`. When that
   * lies before what was asked for, the log is another one.
   */
  begin(answer: { readonly asked: number | null; readonly start: number }): void;
  /** Fetches what is missing up to this seq. */
  reach(seq: number): void;
  close(): void;
}

export function createFeed({ since, readPage, onEvents, onReset, onGap }: FeedOptions): EventFeed {
  let seq = since;
  let wanted = 0;
  let isFilling = false;
  let isOpen = true;
  const accept = (events: readonly StoredEvent[]): void => {
    if (!isOpen || events.length === 0) return;
    seq ??= (events[0]?.seq ?? 1) - 1;
    const { fresh, missingThrough } = sortOut(seq, events);
    seq += fresh.length;
    if (fresh.length > 0) onEvents(fresh);
    if (missingThrough !== null) reach(missingThrough);
  };
  // What counts is what was asked, not what is known by now: an answer may come late.
  const begin: EventFeed["begin"] = ({ asked, start }) => {
    if (asked === null) seq ??= start;
    if (asked === null || start >= asked) return;
    seq = start;
    wanted = 0;
    onReset(start);
  };
  const reach = (through: number): void => {
    wanted = Math.max(wanted, through);
    if (!isFilling) void fill();
  };
  const gapAfter = (): number | null => (isOpen && seq !== null && seq < wanted ? seq : null);
  const fill = async (): Promise<void> => {
    isFilling = true;
    try {
      for (let asked = gapAfter(); asked !== null; asked = gapAfter()) {
        const page = await readPage(asked);
        begin({ asked, start: page.head });
        accept(page.events);
        // A log that ends before what was announced cannot be caught up with.
        if (page.events.length === 0) wanted = 0;
      }
    } catch {
      wanted = 0;
      if (isOpen) onGap();
    } finally {
      isFilling = false;
    }
  };
  return {
    get seq() {
      return seq;
    },
    accept,
    begin,
    reach,
    close: () => void (isOpen = false),
  };
}
