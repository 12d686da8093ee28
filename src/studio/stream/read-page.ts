import type { EventPage } from "../../core/live/messages.ts";
import type { BrowserParts } from "./browser-parts.ts";

const LIMIT = 1000;
const TIMEOUT_MS = 10_000;

/** Reads pages of `GET /events`; rejects when there is no good answer. @param base  Address of the project's API. */
export function createPageReader(base: string, fetch: BrowserParts["fetch"]): (since: number) => Promise<EventPage> {
  return async (since) => {
    const response = await fetch(`${base}/events?since=${since}&limit=${LIMIT}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!response.ok) throw new TypeError(`events since ${since}: the server answered ${response.status}`);
    return (await response.json()) as EventPage;
  };
}
