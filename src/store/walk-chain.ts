import type { DatabaseSync } from "node:sqlite";
import { GENESIS_HASH, type StoredEvent } from "../core/events/event.ts";
import { readEvent } from "./event-pages.ts";
import { findDamage } from "./fs-error.ts";
import { hashEvent } from "./log.ts";
import type { SqlRow } from "./tables.ts";

/** What a walk along the whole log found. The chain is whole when there are no problems. */
export interface WalkedChain {
  /** `head` is the seq of the newest event. */
  readonly events: { readonly count: number; readonly head: number };
  readonly problems: readonly string[];
}

/** Where a walk stands. */
interface Walk {
  readonly projectId: string;
  readonly onEvent: (event: StoredEvent) => void;
  readonly problems: string[];
  count: number;
  seq: number;
  hash: string;
}

/**
 * Walks along the log from its first event: order, gaps, each event's hash and its link to the one before.
 *
 * @param visit.onEvent  Called with every event that can be read, in seq order.
 * Source: SPEC.md S24, S29.
 */
export function walkChain(
  db: DatabaseSync,
  projectId: string,
  visit: { readonly onEvent: (event: StoredEvent) => void } = { onEvent: () => undefined },
): WalkedChain {
  const walk: Walk = { projectId, onEvent: visit.onEvent, problems: [], count: 0, seq: 0, hash: GENESIS_HASH };
  try {
    for (const row of db.prepare("SELECT * FROM event ORDER BY seq").iterate()) step(walk, row);
  } catch (error) {
    const damage = findDamage(error);
    if (damage === undefined) throw error;
    walk.problems.push(`The log cannot be read${walk.seq === 0 ? "" : ` after seq ${walk.seq}`}: ${damage}`);
  }
  return { events: { count: walk.count, head: walk.seq }, problems: walk.problems };
}

function step(walk: Walk, row: SqlRow): void {
  const seq = Number(row["seq"]);
  if (seq !== walk.seq + 1) walk.problems.push(`Events from seq ${walk.seq + 1} to ${seq - 1} are missing`);
  if (row["prev_hash"] !== walk.hash) walk.problems.push(`The event at seq ${seq} is not chained to the one before it`);
  walk.count++;
  walk.seq = seq;
  walk.hash = String(row["hash"]);
  const event = tryRead(walk, row);
  if (event === undefined) return;
  if (event.projectId !== walk.projectId) {
    walk.problems.push(`The event at seq ${seq} belongs to project \`${event.projectId}\``);
  }
  if (hashEvent({ ...event, payloadText: String(row["payload"]) }) !== event.hash) {
    walk.problems.push(`The event at seq ${seq} does not have the content that its hash was taken of`);
  }
  walk.onEvent(event);
}

function tryRead(walk: Walk, row: SqlRow): StoredEvent | undefined {
  try {
    return readEvent(row);
  } catch (error) {
    const damage = findDamage(error);
    if (damage === undefined) throw error;
    walk.problems.push(`The event at seq ${Number(row["seq"])} cannot be read: ${damage}`);
    return undefined;
  }
}
