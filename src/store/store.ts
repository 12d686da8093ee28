import { mkdir } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import { assert } from "../core/assert.ts";
import { TouchstoneError } from "../core/errors.ts";
import { GENESIS_HASH, type NewEvent } from "../core/events/event.ts";
import type { Expectation } from "./append.ts";
import { openBlobs, type Blobs } from "./blobs.ts";
import { openGuestReader, openOwnerReader } from "./database.ts";
import { storeError } from "./fs-error.ts";
import { createListeners, type EventListener } from "./listeners.ts";
import { prepareEvent } from "./prepare.ts";
import { createReads, type Reads } from "./reads.ts";
import { startWriter, type WriterClient } from "./writer-client.ts";

export type { Expectation } from "./append.ts";

export interface StoreOptions {
  /** The project's `.touchstone` folder; an owner creates it. */
  readonly dir: string;
  readonly projectId: string;
  /** `owner` writes and must hold the owner lock. `read` never creates or changes a file. */
  readonly access: "owner" | "read";
}

/** Events that belong together: all are stored, or none. */
export interface AppendBatch {
  readonly events: readonly NewEvent[];
  readonly expect?: readonly Expectation[];
  /** The batch is refused unless the job is running under this attempt. */
  readonly fence?: { readonly jobId: string; readonly attemptId: string };
}

export interface AppendResult {
  readonly events: readonly {
    /** Id of the stored event: the original's for a duplicate. */
    readonly id: string;
    readonly seq: number;
    readonly duplicate: boolean;
  }[];
  /** Seq of the newest event of the stream. */
  readonly head: number;
}

/** One project's log, projections and blobs. SPEC.md says what it promises. */
export interface Store extends Reads {
  /**
   * Appends a batch; resolves only when it is durable.
   *
   * @throws TouchstoneError EXPECTATION_FAILED, IDEMPOTENCY_CONFLICT, STATE_CONFLICT, DISK_FULL, DISK_FAILED, READ_ONLY;
   * none of the batch is stored then.
   */
  append(batch: AppendBatch): Promise<AppendResult>;
  readonly blobs: Blobs;
  /** @returns a function that ends it. */
  onEvents(listener: EventListener): () => void;
  /** Waits for pending appends, folds the write-ahead log into the database and ends the writer. */
  close(): Promise<void>;
}

/**
 * Opens a project's store. For a reader, a project without a store has no events.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, STORE_DAMAGED, STORE_TOO_NEW, or STATE_CONFLICT when the folder holds
 * the events of another project.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.access === "owner" ? openForOwner(options) : openForReading(options);
}

async function openForOwner({ dir, projectId }: StoreOptions): Promise<Store> {
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw storeError(error, dir);
  }
  const listeners = createListeners(projectId);
  const writer = await startWriter({ dir, projectId, genesis: GENESIS_HASH }, listeners.tell);
  const reader = openOwnerReader(dir);
  try {
    reader.read((db) => assertProject(db, projectId));
  } catch (error) {
    await writer.close(() => reader.close());
    throw error;
  }
  return {
    ...createReads(reader),
    blobs: openBlobs(dir, "owner"),
    append: (batch) => append(writer, batch),
    onEvents: listeners.add,
    // The last connection to close removes the write-ahead log, and only a writer can.
    close: () => writer.close(() => reader.close()),
  };
}

async function openForReading({ dir, projectId }: StoreOptions): Promise<Store> {
  const reader = openGuestReader(dir);
  try {
    reader.read((db) => assertProject(db, projectId));
  } catch (error) {
    reader.close();
    throw error;
  }
  return {
    ...createReads(reader),
    blobs: openBlobs(dir, "read"),
    append: () => Promise.reject(new TouchstoneError("READ_ONLY", `\`${dir}\` was opened for reading`)),
    onEvents: () => () => undefined,
    close: async () => reader.close(),
  };
}

function assertProject(db: DatabaseSync, projectId: string): void {
  const stored = db.prepare("SELECT project_id FROM event WHERE seq = 1").get()?.["project_id"] ?? projectId;
  if (stored === projectId) return;
  const message = `The store holds the events of project \`${String(stored)}\`, not of \`${projectId}\``;
  const hint = "Set the project's `id` back, or move its `.touchstone` folder away to start anew.";
  throw new TouchstoneError("STATE_CONFLICT", message, { hint });
}

async function append(writer: WriterClient, { events, expect = [], fence }: AppendBatch): Promise<AppendResult> {
  assert(events.length > 0, "a batch has an event");
  const appended = await writer.append({ events: events.map(prepareEvent), expect, fence: fence ?? null });
  return { events: appended.placed.map(({ id, seq, duplicate }) => ({ id, seq, duplicate })), head: appended.head.seq };
}
