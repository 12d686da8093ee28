import { mkdir } from "node:fs/promises";
import type { DatabaseSync } from "node:sqlite";
import { TouchstoneError } from "../core/errors.ts";
import { GENESIS_HASH, type EntityType, type NewEvent, type StoredEvent } from "../core/events/event.ts";
import type { AttemptRow, ImageRow, JobRow, RenderRow, ReplayRow, SpecStateRow, VersionRow } from "../core/events/rows.ts";
import { readHead, type Expectation, type Head, type Placed, type PreparedBatch } from "./append.ts";
import { openBlobs, type Blobs } from "./blobs.ts";
import { openGuestReader, openOwnerReader, type Reader } from "./database.ts";
import { storeError } from "./fs-error.ts";
import { prepareEvent } from "./prepare.ts";
import * as queries from "./queries.ts";
import type { EventPage, EventQuery, JobFilter, VersionFilter } from "./queries.ts";
import { startWriter, type WriterClient } from "./writer-client.ts";

export type { Expectation } from "./append.ts";
export type { EventPage, EventQuery, JobFilter, VersionFilter } from "./queries.ts";

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

/** Hears of events after they are committed, in seq order. */
export type EventListener = (events: readonly StoredEvent[]) => void;

/** One project's log, projections and blobs. SPEC.md says what it promises. */
export interface Store {
  /**
   * Appends a batch; resolves only when it is durable.
   *
   * @throws TouchstoneError EXPECTATION_FAILED, IDEMPOTENCY_CONFLICT, STATE_CONFLICT, DISK_FULL, DISK_FAILED, READ_ONLY;
   * none of the batch is stored then.
   */
  append(batch: AppendBatch): Promise<AppendResult>;
  readEvents(query: EventQuery): EventPage;
  head(): Head;
  /** Seq of the newest event about an entity; 0 when there is none. */
  lastSeqOf(entityType: EntityType, entityId: string): number;
  /** Newest first. */
  listJobs(filter: JobFilter): readonly JobRow[];
  findJob(id: string): JobRow | undefined;
  /** The spec's newest job with this match digest that has not ended. */
  findOpenJob(specId: string, matchDigest: string): JobRow | undefined;
  /** In the order they were stored. */
  listRenders(jobId: string): readonly RenderRow[];
  /** Oldest first. */
  listAttempts(jobId: string): readonly AttemptRow[];
  /** Newest first. */
  listVersions(filter: VersionFilter): readonly VersionRow[];
  findVersion(id: string): VersionRow | undefined;
  /** The spec's newest version with this match digest that was not rejected. */
  findReusableVersion(specId: string, matchDigest: string): VersionRow | undefined;
  /** By version id, then by position. */
  listImages(versionIds: readonly string[]): readonly ImageRow[];
  /** Oldest first. */
  listReplays(versionId: string): readonly ReplayRow[];
  listSpecStates(): readonly SpecStateRow[];
  /** How many events were acknowledged as duplicates, in the life of the project. */
  duplicatesRefused(): number;
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
  const listeners = new Set<EventListener>();
  try {
    await mkdir(dir, { recursive: true });
  } catch (error) {
    throw storeError(error, dir);
  }
  const onCommit = (batch: PreparedBatch, placed: readonly Placed[]): void => {
    const events = listeners.size === 0 ? [] : storedEvents(projectId, batch, placed);
    if (events.length > 0) for (const listener of listeners) tell(listener, events);
  };
  const writer = await startWriter({ dir, projectId, genesis: GENESIS_HASH }, onCommit);
  const reader = openOwnerReader(dir);
  try {
    reader.read((db) => assertProject(db, projectId));
  } catch (error) {
    reader.close();
    await writer.close();
    throw error;
  }
  const blobs = openBlobs(dir, "owner");
  return {
    ...readSide(reader),
    blobs,
    append: (batch) => append(writer, batch),
    onEvents(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      // The last connection to close removes the write-ahead log, and only a writer can.
      reader.close();
      await writer.close();
    },
  };
}

async function openForReading({ dir, projectId }: StoreOptions): Promise<Store> {
  const reader = openGuestReader(dir);
  reader.read((db) => assertProject(db, projectId));
  return {
    ...readSide(reader),
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
  if (events.length === 0) throw new TypeError("append: a batch needs an event");
  const appended = await writer.append({ events: events.map(prepareEvent), expect, fence: fence ?? null });
  return { events: appended.placed.map(({ id, seq, duplicate }) => ({ id, seq, duplicate })), head: appended.head.seq };
}

/** The batch's new events as `readEvents` would return them. */
function storedEvents(projectId: string, batch: PreparedBatch, placed: readonly Placed[]): readonly StoredEvent[] {
  const fresh = placed.map((place, index) => ({ place, event: batch.events[index] })).filter(({ place }) => !place.duplicate);
  return fresh.map(({ place, event }) => {
    const { payloadText, ...rest } = event!;
    const { seq, prevHash, hash } = place;
    return { ...rest, payload: JSON.parse(payloadText), projectId, seq, prevHash, hash };
  });
}

/** A listener that throws is a bug, but the append that it heard of has happened all the same. */
function tell(listener: EventListener, events: readonly StoredEvent[]): void {
  try {
    listener(events);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

type ReadSide = Omit<Store, "append" | "blobs" | "onEvents" | "close">;

const head = (db: DatabaseSync): Head => readHead(db, GENESIS_HASH);

function readSide(reader: Reader): ReadSide {
  return {
    readEvents: (query) => reader.read((db) => queries.readEvents(db, query, head(db).seq)),
    head: () => reader.read(head),
    lastSeqOf: (entityType, entityId) => reader.read((db) => queries.lastSeqOf(db, entityType, entityId)),
    listJobs: (filter) => reader.read((db) => queries.listJobs(db, filter)),
    findJob: (id) => reader.read((db) => queries.findJob(db, id)),
    findOpenJob: (specId, matchDigest) => reader.read((db) => queries.findOpenJob(db, specId, matchDigest)),
    listRenders: (jobId) => reader.read((db) => queries.listRenders(db, jobId)),
    listAttempts: (jobId) => reader.read((db) => queries.listAttempts(db, jobId)),
    listVersions: (filter) => reader.read((db) => queries.listVersions(db, filter)),
    findVersion: (id) => reader.read((db) => queries.findVersion(db, id)),
    findReusableVersion: (specId, matchDigest) => reader.read((db) => queries.findReusableVersion(db, specId, matchDigest)),
    listImages: (versionIds) => reader.read((db) => queries.listImages(db, versionIds)),
    listReplays: (versionId) => reader.read((db) => queries.listReplays(db, versionId)),
    listSpecStates: () => reader.read(queries.listSpecStates),
    duplicatesRefused: () => reader.read(queries.countRefusedDuplicates),
  };
}
