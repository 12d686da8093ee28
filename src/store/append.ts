import type { DatabaseSync } from "node:sqlite";
import type { EntityType } from "../core/events/event.ts";
import { TouchstoneError } from "../core/errors.ts";
import { createStatements, findJobFacts } from "./apply.ts";
import { storeError } from "./fs-error.ts";
import { acknowledgeDuplicate, findOriginal, placeEvent, type Head, type Log, type Placed, type PreparedEvent } from "./log.ts";

/** The newest event that an entity is expected to have; 0 means none. */
export interface Expectation {
  readonly entityType: EntityType;
  readonly entityId: string;
  readonly lastSeq: number;
}

/** A batch ready for the log. */
export interface PreparedBatch {
  readonly events: readonly PreparedEvent[];
  readonly expect: readonly Expectation[];
  readonly fence: { readonly jobId: string; readonly attemptId: string } | null;
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

/** @param options.path  Names the store in errors. SPEC.md S1-S9. */
export function createAppender(db: DatabaseSync, options: { projectId: string; head: Head; path: string }): Appender {
  const log: Log = { statements: createStatements(db), projectId: options.projectId, head: options.head };
  let failure: unknown;
  return {
    appendGroup(batches) {
      const before = log.head;
      if (failure !== undefined) return refuseAll(batches, before, failure);
      try {
        const outcomes = inTransaction(db, log, () => placeGroup(log, batches));
        return { outcomes, head: log.head };
      } catch (error) {
        log.head = before;
        if (error instanceof TouchstoneError) return refuseAll(batches, before, error);
        const translated = storeError(error, options.path);
        if (endsWriting(translated)) failure = translated;
        return refuseAll(batches, before, translated);
      }
    },
  };
}

function refuseAll(batches: readonly PreparedBatch[], head: Head, error: unknown) {
  return { outcomes: batches.map((): Outcome => ({ accepted: false, error })), head };
}

/** After a failed sync the kernel may have dropped the pages: trying again could succeed without the data. */
function endsWriting(error: unknown): boolean {
  return !(error instanceof TouchstoneError) || error.code === "DISK_FAILED" || error.code === "STORE_DAMAGED";
}

function inTransaction<T>(db: DatabaseSync, { statements }: Log, work: () => T): T {
  statements("BEGIN IMMEDIATE").run();
  try {
    const result = work();
    statements("COMMIT").run();
    return result;
  } catch (error) {
    // On some failures SQLite has rolled back already.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function placeGroup(log: Log, batches: readonly PreparedBatch[]): readonly Outcome[] {
  const [only] = batches;
  // A savepoint costs a fifth of a single append; a batch that is alone is undone with its transaction.
  if (batches.length === 1 && only !== undefined) return [{ accepted: true, placed: placeBatch(log, only) }];
  return batches.map((batch) => placeOneOfMany(log, batch));
}

/** A refusal undoes this batch alone; any other failure undoes the whole group. */
function placeOneOfMany(log: Log, batch: PreparedBatch): Outcome {
  const { statements, head: before } = log;
  statements("SAVEPOINT batch").run();
  try {
    const placed = placeBatch(log, batch);
    statements("RELEASE batch").run();
    return { accepted: true, placed };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    log.head = before;
    statements("ROLLBACK TO batch").run();
    statements("RELEASE batch").run();
    return { accepted: false, error };
  }
}

function placeBatch(log: Log, batch: PreparedBatch): readonly Placed[] {
  const broken = findBrokenExpectation(log, batch) ?? findBrokenFence(log, batch.fence);
  if (broken === undefined) return batch.events.map((event) => placeEvent(log, event));
  // A batch that was stored before is acknowledged as it was: its own events have moved its entities on since.
  const originals = batch.events.map((event) => findOriginal(log, event));
  if (originals.includes(undefined)) throw broken;
  return batch.events.map((event) => acknowledgeDuplicate(log, event));
}

function findBrokenExpectation({ statements }: Log, { expect }: PreparedBatch): TouchstoneError | undefined {
  const sql = "SELECT seq FROM event WHERE entity_id = ? AND entity_type = ? ORDER BY seq DESC LIMIT 1";
  for (const { entityType, entityId, lastSeq } of expect) {
    const seen = Number(statements(sql).get(entityId, entityType)?.["seq"] ?? 0);
    if (seen === lastSeq) continue;
    const message = `${entityType} \`${entityId}\` was expected at seq ${lastSeq} but is at ${seen}`;
    return new TouchstoneError("EXPECTATION_FAILED", message, { hint: "Read it again, then decide again." });
  }
  return undefined;
}

function findBrokenFence({ statements }: Log, fence: PreparedBatch["fence"]): TouchstoneError | undefined {
  if (fence === null) return undefined;
  const job = findJobFacts(statements, fence.jobId);
  if (job?.state === "running" && job.attemptId === fence.attemptId) return undefined;
  const held = job?.state === "running" ? `run by attempt \`${job.attemptId}\`` : (job?.state ?? "unknown");
  const message = `Attempt \`${fence.attemptId}\` does not hold job \`${fence.jobId}\`, which is ${held}`;
  return new TouchstoneError("EXPECTATION_FAILED", message);
}
