import { learnSubjects, listUnknownSubjects } from "../../../core/activity/event-subjects.ts";
import { windowBefore } from "../../../core/activity/look-back.ts";
import type { StoredEvent } from "../../../core/events/event.ts";
import { callVerb } from "../../api/call-verb.ts";

/** A stretch of the stream as it was read. */
export interface EventWindow {
  /** In seq order. */
  readonly events: readonly StoredEvent[];
  /** First events of jobs and versions that began before it: they say what spec it is about. */
  readonly beginnings: readonly StoredEvent[];
  /** Every event after this seq and up to `until` that was asked for is here. */
  readonly since: number;
  readonly until: number;
}

/** Which events the server is asked for; what it cannot tell apart is sorted out here. */
export interface EventQuery {
  readonly chain?: string;
  readonly entity?: string;
}

const PAGE = 1000;

/** Reads the window that ends at a seq, or the newest one. */
export async function readWindowBefore(until: number | null, signal: AbortSignal): Promise<EventWindow> {
  const end = until ?? (await readHead(signal));
  const window = windowBefore(end);
  if (window === undefined) return { events: [], beginnings: [], since: 0, until: 0 };
  const limit = window.until - window.since;
  const { events } = await callVerb("event.list", { since: window.since, limit }, signal);
  return await withBeginnings({ ...window, events }, signal);
}

/** Reads what came after a seq, to the end of the stream. */
export async function readAfter(since: number, query: EventQuery, signal: AbortSignal): Promise<EventWindow> {
  const events: StoredEvent[] = [];
  for (let from = since; ;) {
    const page = await callVerb("event.list", { ...query, since: from, limit: PAGE }, signal);
    events.push(...page.events);
    from = page.next;
    if (from >= page.head) return await withBeginnings({ events, since, until: page.head }, signal);
  }
}

/** Seq of the newest event; 0 where there is none. */
async function readHead(signal: AbortSignal): Promise<number> {
  return (await callVerb("event.list", { since: 0, limit: 1 }, signal)).head;
}

async function withBeginnings(window: Omit<EventWindow, "beginnings">, signal: AbortSignal): Promise<EventWindow> {
  const unknown = listUnknownSubjects(window.events, learnSubjects(window.events));
  const read = async (entity: string) => (await callVerb("event.list", { since: 0, limit: 1, entity }, signal)).events;
  const beginnings = await Promise.all(unknown.map(read));
  return { ...window, beginnings: beginnings.flat() };
}
