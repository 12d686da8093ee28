import type { DatabaseSync } from "node:sqlite";
import { TouchstoneError } from "../core/errors.ts";
import type { EventType, StoredEvent } from "../core/events/event.ts";
import { selectRaw, sqlite } from "./sql.ts";
import { EVENT_TABLE, readRow, type SqlRow } from "./tables.ts";

/** Which events to read, in seq order. */
export interface EventQuery {
  /** Only events after this seq; 0 starts at the first. */
  readonly since: number;
  readonly limit: number;
  readonly types?: readonly EventType[];
  readonly entityId?: string;
  readonly causalChainId?: string;
}

/** A page of the stream. `next` is the `since` of the page after it: nothing between is left out. */
export interface EventPage {
  readonly events: readonly StoredEvent[];
  readonly next: number;
  readonly head: number;
}

/** @param head  Where the stream ends; what is appended while the page is read belongs to the next one. */
export function readEvents(db: DatabaseSync, query: EventQuery, head: number): EventPage {
  let page = sqlite.selectFrom("event").selectAll().where("seq", ">", query.since).where("seq", "<=", head);
  if (query.types !== undefined) page = page.where("type", "in", query.types);
  if (query.entityId !== undefined) page = page.where("entityId", "=", query.entityId);
  if (query.causalChainId !== undefined) page = page.where("causalChainId", "=", query.causalChainId);
  const rows = selectRaw(db, page.orderBy("seq").limit(query.limit));
  const events = rows.map(readEvent);
  const last = events.at(-1);
  return { events, next: last !== undefined && events.length === query.limit ? last.seq : head, head };
}

/** Reads one row of the log. @throws TouchstoneError STORE_DAMAGED */
export function readEvent(raw: SqlRow): StoredEvent {
  const row = readRow(EVENT_TABLE, raw);
  return { ...row, payload: parsePayload(row["payload"] as string, Number(row["seq"])) } as StoredEvent;
}

function parsePayload(text: string, seq: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TouchstoneError("STORE_DAMAGED", `The payload of the event at seq ${seq} is no JSON`, { cause });
  }
}
