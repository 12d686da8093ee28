import { HEARTBEAT_MS } from "../../core/live/messages.ts";
import type { LiveState } from "../../core/live/connection.ts";
import { browserParts, type BrowserParts } from "./browser-parts.ts";
import { createFeed } from "./event-feed.ts";
import { openLink, type Link, type LinkOptions } from "./link.ts";
import { createPageReader } from "./read-page.ts";
import { shareLink } from "./share-link.ts";
import type { StreamListener } from "./stream-listener.ts";

export interface StreamOptions {
  /** Address of the project's API, e.g. `/api/projects/wickwater`. */
  readonly base: string;
  /** What the page knows already, as lists say in `head`; left out, the stream begins with the next event. */
  readonly since?: number;
  /** Time between two polls where there is no stream: the project's `feedback.pollingFallbackMs`. */
  readonly pollMs: number;
  readonly heartbeatMs?: number;
  readonly browser?: Partial<BrowserParts>;
}

/** A project's event stream as one tab has it. */
export interface LiveStream {
  readonly state: LiveState;
  /** The newest event delivered; null until it is known where the stream begins. */
  readonly seq: number | null;
  /** @returns a function that ends it. */
  subscribe(listener: Partial<StreamListener>): () => void;
  /** Tries again now, instead of when its time has come. */
  retry(): void;
  close(): void;
}

/**
 * Connects to a project's event stream and stays connected, by streaming or, where that fails, by polling. Events are
 * delivered once, in order and without gaps, whatever happens between; `state` is never better than the truth.
 */
export function connectStream({ base, since, pollMs, heartbeatMs = HEARTBEAT_MS, browser }: StreamOptions): LiveStream {
  const parts: BrowserParts = { ...browserParts(), ...browser };
  const listeners = new Set<Partial<StreamListener>>();
  const tell = (act: (listener: Partial<StreamListener>) => void): void => {
    for (const listener of listeners) callSafely(() => act(listener));
  };
  const readPage = createPageReader(base, parts.fetch);
  const feed = createFeed({
    since: since ?? null,
    readPage,
    onEvents: (events) => {
      tell((listener) => listener.events?.(events));
      link.delivered(events);
    },
    onReset: (seq) => {
      tell((listener) => listener.reset?.(seq));
      link.wasReset(seq);
    },
    onGap: () => link.restart(),
  });
  const hear: LinkOptions["hear"] = {
    progress: (progress) => tell((listener) => listener.progress?.(progress)),
    heartbeat: (heartbeat) => tell((listener) => listener.heartbeat?.(heartbeat)),
    state: (state) => tell((listener) => listener.state?.(state)),
  };
  const open = parts.openSource;
  const openSource =
    open === null ? null : (seq: number | null) => open(`${base}/events/stream${seq === null ? "" : `?since=${seq}`}`);
  const own = (heard: LinkOptions["hear"]) =>
    openLink({ feed, openSource, readPage, pollMs, heartbeatMs, random: parts.random, hear: heard });
  const { locks, openChannel } = parts;
  const name = `touchstone:${base}`;
  const link: Link =
    locks === null || openChannel === null
      ? own(hear)
      : shareLink({ name, locks, channel: openChannel(name), feed, heartbeatMs, hear, openLink: own });
  return {
    get state() {
      return link.state;
    },
    get seq() {
      return feed.seq;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    retry: () => link.retry(),
    close() {
      listeners.clear();
      feed.close();
      link.close();
    },
  };
}

/** One listener's mistake does not keep the others, or the stream, from going on. */
function callSafely(act: () => void): void {
  try {
    act();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
