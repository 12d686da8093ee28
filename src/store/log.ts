import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Digest } from "../core/canonical/digest.ts";
import { assert } from "../core/assert.ts";
import { TouchstoneError } from "../core/errors.ts";
import { eventText, type HashedEvent } from "../core/events/event-text.ts";
import type { NewEvent, StoredEvent } from "../core/events/event.ts";
import { applyEvent, type Statements } from "./apply.ts";

/** An event ready for the log: validated, with its payload as canonical JSON. */
export interface PreparedEvent extends Omit<NewEvent, "payload"> {
  readonly payloadText: string;
}

/** Where the stream ends. */
export interface Head {
  readonly seq: number;
  readonly hash: Digest;
}

/** What became of one event of an accepted batch. For a duplicate, all but the last field are the original's. */
export interface Placed {
  readonly id: string;
  readonly seq: number;
  readonly prevHash: Digest;
  readonly hash: Digest;
  readonly duplicate: boolean;
}

/** The log of one project, inside a transaction. */
export interface Log {
  readonly statements: Statements;
  readonly projectId: string;
  /** Where the log ends so far, this transaction included. */
  head: Head;
}

/**
 * Adds one event to the end of the log and to the projections, or acknowledges it when it is there already.
 *
 * @throws TouchstoneError IDEMPOTENCY_CONFLICT, STATE_CONFLICT
 * Source: SPEC.md S2-S4.
 */
export function placeEvent(log: Log, event: PreparedEvent): Placed {
  const { payloadText, ...rest } = event;
  const seq = log.head.seq + 1;
  const prevHash = log.head.hash;
  const placed = { ...rest, projectId: log.projectId, seq, prevHash };
  const hash = hashEvent({ ...placed, payloadText });
  // The index on the key decides, in the same step as the insert.
  if (!insertEvent(log.statements, { ...placed, hash, payloadText })) return acknowledgeDuplicate(log, event);
  // TypeScript tells members of a union apart up to 25 of them; the payload was checked by its type when it was prepared.
  applyEvent(log.statements, { ...placed, hash, payload: JSON.parse(payloadText) } as StoredEvent);
  log.head = { seq, hash };
  return { id: event.id, seq, prevHash, hash, duplicate: false };
}

/** The event's hash. Equals `digestOf` of the event without it, computed by Node's own SHA-256. */
export function hashEvent(event: HashedEvent): Digest {
  return `sha256:${createHash("sha256").update(eventText(event)).digest("hex")}`;
}

const COLUMNS =
  "seq, id, project_id, ts, type, v, entity_type, entity_id, causal_chain_id, causal_depth, idempotency_key, payload, prev_hash, hash";

function insertEvent(statements: Statements, event: HashedEvent & { readonly hash: Digest }): boolean {
  const sql = `INSERT INTO event (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (entity_id, idempotency_key, type, entity_type) DO NOTHING`;
  const { seq, id, projectId, ts, type, v, entityType, entityId, causalChainId, causalDepth, idempotencyKey } = event;
  const about = [entityType, entityId, causalChainId, causalDepth, idempotencyKey] as const;
  const { changes } = statements(sql).run(
    seq,
    id,
    projectId,
    ts,
    type,
    v,
    ...about,
    event.payloadText,
    event.prevHash,
    event.hash,
  );
  return changes === 1;
}

/**
 * The stored event with this event's key; undefined when there is none.
 *
 * @throws TouchstoneError IDEMPOTENCY_CONFLICT when it has another payload
 */
export function findOriginal({ statements }: Log, event: PreparedEvent): Placed | undefined {
  const sql = `SELECT id, seq, payload, prev_hash, hash FROM event
    WHERE entity_id = ? AND idempotency_key = ? AND type = ? AND entity_type = ?`;
  const row = statements(sql).get(event.entityId, event.idempotencyKey, event.type, event.entityType);
  if (row === undefined) return undefined;
  const seq = Number(row["seq"]);
  if (row["payload"] !== event.payloadText) {
    const what = `Key \`${event.idempotencyKey}\` of \`${event.type}\` for ${event.entityType} \`${event.entityId}\``;
    throw new TouchstoneError("IDEMPOTENCY_CONFLICT", `${what} was used with another payload, at seq ${seq}`);
  }
  return { id: String(row["id"]), seq, prevHash: row["prev_hash"] as Digest, hash: row["hash"] as Digest, duplicate: true };
}

/** Counts a duplicate of a stored event, and answers with the original. */
export function acknowledgeDuplicate(log: Log, event: PreparedEvent): Placed {
  const original = findOriginal(log, event);
  assert(original !== undefined, "an event that the key's index refused is stored");
  const sql = "INSERT INTO duplicate (seq, refused) VALUES (?, 1) ON CONFLICT (seq) DO UPDATE SET refused = refused + 1";
  log.statements(sql).run(original.seq);
  return original;
}

/** Where the log ends. @param genesis  What an empty log counts as. */
export function readHead(db: DatabaseSync, genesis: Digest): Head {
  const row = db.prepare("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").get();
  return row === undefined ? { seq: 0, hash: genesis } : { seq: Number(row["seq"]), hash: row["hash"] as Digest };
}
