import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Digest } from "../core/canonical/digest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { eventText } from "../core/events/event-text.ts";
import type { EntityType, NewEvent, StoredEvent } from "../core/events/event.ts";
import { applyEvent, createStatements, findJobFacts, type Statements } from "./apply.ts";
import { storeError } from "./fs-error.ts";

/** The newest event that an entity is expected to have; 0 means none. */
export interface Expectation {
  readonly entityType: EntityType;
  readonly entityId: string;
  readonly lastSeq: number;
}

/** An event ready for the log: validated, with its payload as canonical JSON. */
export interface PreparedEvent extends Omit<NewEvent, "payload"> {
  readonly payloadText: string;
}

/** A batch ready for the log. */
export interface PreparedBatch {
  readonly events: readonly PreparedEvent[];
  readonly expect: readonly Expectation[];
  readonly fence: { readonly jobId: string; readonly attemptId: string } | null;
}

/** Where the stream ends. */
export interface Head {
  readonly seq: number;
  readonly hash: Digest;
}

/** What became of one event of an accepted batch. */
export interface Placed {
  readonly id: string;
  readonly seq: number;
  readonly duplicate: boolean;
  readonly prevHash: Digest;
  readonly hash: Digest;
}

/** What became of one batch of a group. */
export type Outcome =
  | { readonly accepted: true; readonly placed: readonly Placed[] }
  | { readonly accepted: false; readonly error: unknown };

/** Appends batches to the log of one project; the only code that writes to it. */
export interface Appender {
  /**
   * Appends all batches that wait in one transaction: one fsync for all of them. A batch that is refused leaves nothing,
   * and the others go on without it. When this returns, what was accepted is durable.
   */
  appendGroup(batches: readonly PreparedBatch[]): { readonly outcomes: readonly Outcome[]; readonly head: Head };
}

interface Context {
  readonly statements: Statements;
  readonly projectId: string;
  head: Head;
}

/** @param path  Names the store in errors. SPEC.md S1-S9. */
export function createAppender(db: DatabaseSync, options: { projectId: string; head: Head; path: string }): Appender {
  const context: Context = { statements: createStatements(db), projectId: options.projectId, head: options.head };
  let failure: unknown;
  return {
    appendGroup(batches) {
      const before = context.head;
      if (failure !== undefined) return { outcomes: batches.map(() => refused(failure)), head: before };
      try {
        db.exec("BEGIN IMMEDIATE");
        const outcomes = batches.map((batch) => appendBatch(db, context, batch));
        db.exec("COMMIT");
        return { outcomes, head: context.head };
      } catch (error) {
        context.head = before;
        if (db.isTransaction) db.exec("ROLLBACK");
        const translated = storeError(error, options.path);
        if (endsWriting(translated)) failure = translated;
        return { outcomes: batches.map(() => refused(translated)), head: before };
      }
    },
  };
}

function refused(error: unknown): Outcome {
  return { accepted: false, error };
}

/** After a failed sync the kernel may have dropped the pages: trying again could succeed without the data. */
function endsWriting(error: unknown): boolean {
  return !(error instanceof TouchstoneError) || error.code === "DISK_FAILED" || error.code === "STORE_DAMAGED";
}

/** A refusal undoes this batch alone; any other failure undoes the whole group. */
function appendBatch(db: DatabaseSync, context: Context, batch: PreparedBatch): Outcome {
  const before = context.head;
  db.exec("SAVEPOINT batch");
  try {
    const placed = placeEvents(context, batch);
    db.exec("RELEASE batch");
    return { accepted: true, placed };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    context.head = before;
    db.exec("ROLLBACK TO batch; RELEASE batch");
    return refused(error);
  }
}

function placeEvents(context: Context, batch: PreparedBatch): readonly Placed[] {
  const originals = batch.events.map((event) => findOriginal(context, event));
  // A batch that was stored before is acknowledged as it was, though its own events have moved the entities on since.
  if (originals.includes(undefined)) {
    for (const expectation of batch.expect) checkExpectation(context, expectation);
    if (batch.fence !== null) checkFence(context, batch.fence);
  }
  return batch.events.map((event, index) => {
    // Looked up again where it was not found, for an event may repeat one of its own batch.
    const original = originals[index] ?? (batch.events.length > 1 ? findOriginal(context, event) : undefined);
    return original === undefined ? placeNew(context, event) : countDuplicate(context, original);
  });
}

function findOriginal(context: Context, event: PreparedEvent): Placed | undefined {
  const row = context
    .statements(
      `SELECT id, seq, payload, prev_hash, hash FROM event
        WHERE entity_id = ? AND idempotency_key = ? AND type = ? AND entity_type = ?`,
    )
    .get(event.entityId, event.idempotencyKey, event.type, event.entityType);
  if (row === undefined) return undefined;
  const seq = Number(row["seq"]);
  if (row["payload"] !== event.payloadText) {
    const what = `Key \`${event.idempotencyKey}\` of \`${event.type}\` for ${event.entityType} \`${event.entityId}\``;
    throw new TouchstoneError("IDEMPOTENCY_CONFLICT", `${what} was used with another payload, at seq ${seq}`);
  }
  return { id: String(row["id"]), seq, duplicate: true, prevHash: row["prev_hash"] as Digest, hash: row["hash"] as Digest };
}

function checkExpectation({ statements }: Context, { entityType, entityId, lastSeq }: Expectation): void {
  const seen = lastSeqOf(statements, entityType, entityId);
  if (seen === lastSeq) return;
  const message = `${entityType} \`${entityId}\` was expected at seq ${lastSeq} but is at ${seen}`;
  throw new TouchstoneError("EXPECTATION_FAILED", message, { hint: "Read it again, then decide again." });
}

/** Seq of the newest event about an entity; 0 when there is none. */
export function lastSeqOf(statements: Statements, entityType: EntityType, entityId: string): number {
  const sql = "SELECT seq FROM event WHERE entity_id = ? AND entity_type = ? ORDER BY seq DESC LIMIT 1";
  return Number(statements(sql).get(entityId, entityType)?.["seq"] ?? 0);
}

function checkFence(context: Context, fence: NonNullable<PreparedBatch["fence"]>): void {
  const job = findJobFacts(context.statements, fence.jobId);
  if (job?.state === "running" && job.attemptId === fence.attemptId) return;
  const held = job?.state === "running" ? `run by attempt \`${job.attemptId}\`` : (job?.state ?? "unknown");
  const message = `Attempt \`${fence.attemptId}\` does not hold job \`${fence.jobId}\`, which is ${held}`;
  throw new TouchstoneError("EXPECTATION_FAILED", message);
}

function countDuplicate({ statements }: Context, original: Placed): Placed {
  const sql = "INSERT INTO duplicate (seq, refused) VALUES (?, 1) ON CONFLICT (seq) DO UPDATE SET refused = refused + 1";
  statements(sql).run(original.seq);
  return original;
}

function placeNew(context: Context, event: PreparedEvent): Placed {
  const { payloadText, ...rest } = event;
  const seq = context.head.seq + 1;
  const prevHash = context.head.hash;
  const { projectId } = context;
  const hash = hashEvent({ ...event, projectId, seq, prevHash });
  const stored = { ...rest, payload: JSON.parse(payloadText), projectId, seq, prevHash, hash } as StoredEvent;
  insertEvent(context.statements, stored, payloadText);
  applyEvent(context.statements, stored);
  context.head = { seq, hash };
  return { id: event.id, seq, duplicate: false, prevHash, hash };
}

/** The event's hash. Equals `digestOf` of the event without it, computed by Node's own SHA-256. */
export function hashEvent(event: Parameters<typeof eventText>[0]): Digest {
  return `sha256:${createHash("sha256").update(eventText(event)).digest("hex")}`;
}

function insertEvent(statements: Statements, event: StoredEvent, payloadText: string): void {
  const sql = `INSERT INTO event (seq, id, project_id, ts, type, v, entity_type, entity_id, causal_chain_id, causal_depth,
      idempotency_key, payload, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
  const { seq, id, projectId, ts, type, v, entityType, entityId } = event;
  const { causalChainId, causalDepth, idempotencyKey, prevHash, hash } = event;
  statements(sql).run(
    seq,
    id,
    projectId,
    ts,
    type,
    v,
    entityType,
    entityId,
    causalChainId,
    causalDepth,
    idempotencyKey,
    payloadText,
    prevHash,
    hash,
  );
}

/** Where the log ends. @param genesis  What an empty log counts as. */
export function readHead(db: DatabaseSync, genesis: Digest): Head {
  const row = db.prepare("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").get();
  return row === undefined ? { seq: 0, hash: genesis } : { seq: Number(row["seq"]), hash: row["hash"] as Digest };
}
