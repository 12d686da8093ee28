import { moveOn, startConnection, stateOf, type LiveState, type Order, type Signal } from "../../core/live/connection.ts";
import type { StoredEvent } from "../../core/events/event.ts";
import type { EventPage } from "../../core/live/messages.ts";
import type { EventFeed } from "./event-feed.ts";
import { hearSource } from "./hear-source.ts";
import type { Source, StreamListener } from "./stream-listener.ts";

export interface LinkOptions {
  /** Where events go, from the stream and from pages alike. */
  readonly feed: EventFeed;
  /** Opens the stream after a seq; null where nothing can stream. */
  readonly openSource: ((since: number | null) => Source) | null;
  readonly readPage: (since: number) => Promise<EventPage>;
  readonly pollMs: number;
  readonly heartbeatMs: number;
  readonly random: () => number;
  readonly hear: Pick<StreamListener, "progress" | "heartbeat" | "state">;
}

/** A tab's connection to the server. */
export interface Link {
  readonly state: LiveState;
  /** Tries again now. */
  retry(): void;
  /** Breaks the stream, which then begins anew after the newest event delivered. */
  restart(): void;
  /** To be told what the feed has delivered. */
  delivered(events: readonly StoredEvent[]): void;
  /** To be told that the feed begins anew after this seq. */
  wasReset(seq: number): void;
  close(): void;
}

/** Asking for what comes after the last seq there can be is asking for the head. */
const BEYOND = Number.MAX_SAFE_INTEGER;

/** Runs a connection of the tab's own: carries out what `moveOn` orders, and tells it what came of it. */
export function openLink(options: LinkOptions): Link {
  const { feed, hear, random } = options;
  let { connection, orders } = startConnection(options.openSource !== null, feed.seq);
  let stopHearing: (() => void) | undefined;
  let isOpen = true;

  const signal = (what: Signal): void => {
    if (!isOpen) return;
    const before = stateOf(connection);
    ({ connection, orders } = moveOn(connection, what, options));
    if (connection.phase === "streaming") agenda.drop("poll");
    agenda.add(orders);
    const state = stateOf(connection);
    if (state !== before) hear.state(state);
  };
  const noteSeq = (): void => {
    if (feed.seq !== null && feed.seq !== connection.seq) signal({ kind: "received", seq: feed.seq });
  };

  const onHead = (head: number): void => {
    noteSeq();
    signal({ kind: "heard", head });
  };
  const fail = (): void => {
    stopHearing?.();
    stopHearing = undefined;
    signal({ kind: "stream_failed", draw: random() });
  };
  const stream = (): void => {
    stopHearing?.();
    try {
      stopHearing = listen(options, { onHead, onEnd: fail });
    } catch {
      fail();
    }
  };
  const poll = async (): Promise<void> => {
    try {
      const head = await readOn(options);
      noteSeq();
      signal({ kind: "polled", head });
    } catch {
      signal({ kind: "poll_failed", draw: random() });
    }
  };

  const agenda = createAgenda({ stream, poll: () => void poll() });
  agenda.add(orders);
  return {
    get state() {
      return stateOf(connection);
    },
    retry: () => signal({ kind: "retry" }),
    restart() {
      if (stopHearing !== undefined) fail();
    },
    delivered: noteSeq,
    wasReset: noteSeq,
    close() {
      isOpen = false;
      stopHearing?.();
      agenda.drop("stream");
      agenda.drop("poll");
    },
  };
}

/** Opens the stream after the newest event delivered. */
function listen(
  { feed, hear, openSource, heartbeatMs }: LinkOptions,
  { onHead, onEnd }: { readonly onHead: (head: number) => void; readonly onEnd: () => void },
): (() => void) | undefined {
  const asked = feed.seq;
  const source = openSource?.(asked);
  if (source === undefined) return undefined;
  return hearSource(source, {
    heartbeatMs,
    onEnd,
    onEvent: (event) => feed.accept([event]),
    onProgress: hear.progress,
    onHeartbeat(heartbeat) {
      if (heartbeat.since !== undefined) feed.begin({ asked, start: heartbeat.since });
      onHead(heartbeat.head);
      hear.heartbeat(heartbeat);
    },
  });
}

/** Reads the page after the newest event delivered. @returns the head that it tells. */
async function readOn({ feed, readPage }: LinkOptions): Promise<number> {
  const asked = feed.seq;
  const page = await readPage(asked ?? BEYOND);
  feed.begin({ asked, start: page.head });
  feed.accept(page.events);
  return page.head;
}

/** What is to be done at its time; an order replaces the one before it for the same thing. */
interface Agenda {
  add(orders: readonly Order[]): void;
  drop(what: Order["do"]): void;
}

function createAgenda(work: Readonly<Record<Order["do"], () => void>>): Agenda {
  const timers = new Map<Order["do"], ReturnType<typeof setTimeout>>();
  return {
    add(orders) {
      for (const { do: what, afterMs } of orders) {
        clearTimeout(timers.get(what));
        timers.set(what, setTimeout(work[what], afterMs));
      }
    },
    drop: (what) => clearTimeout(timers.get(what)),
  };
}
