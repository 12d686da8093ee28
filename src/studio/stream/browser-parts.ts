import type { Locks } from "./elect-leader.ts";
import type { Channel } from "./share-link.ts";
import type { Source } from "./stream-listener.ts";

/** What a stream uses of the browser. */
export interface BrowserParts {
  /** Opens an event source; null where there is none. */
  readonly openSource: ((url: string) => Source) | null;
  readonly fetch: (url: string, init: { readonly signal: AbortSignal }) => Promise<Response>;
  /** With locks and channels one stream is shared between tabs; where one of them is null, each tab has its own. */
  readonly locks: Locks | null;
  readonly openChannel: ((name: string) => Channel) | null;
  readonly random: () => number;
}

/** The parts of the browser that this runs in. */
export function browserParts(): BrowserParts {
  return {
    openSource: typeof EventSource === "undefined" ? null : (url) => new EventSource(url),
    fetch: (url, init) => fetch(url, init),
    // Without TLS, browsers have locks on loopback only.
    locks: typeof navigator === "undefined" ? null : (navigator.locks ?? null),
    openChannel: typeof BroadcastChannel === "undefined" ? null : (name) => new BroadcastChannel(name),
    random: () => Math.random(),
  };
}
