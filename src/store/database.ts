import { statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { DatabaseSync } from "node:sqlite";
import { TouchstoneError } from "../core/errors.ts";
import { storeError } from "./fs-error.ts";
import { bridge, migrate, readSchemaVersion, SCHEMA_VERSION } from "./migrations.ts";

/** How long a writer waits for a reader that is recovering the log, in ms. Guess; nobody else ever writes. */
const BUSY_TIMEOUT_MS = 5_000;
/** Pages of the log (16 MiB) before it is folded in. With SQLite's own 1,000 the p99 of single appends is 1.3 ms, not 0.7. */
const WAL_PAGES = 4_000;
/** The log is cut back to this size after a checkpoint, so that one large batch does not stay on disk. */
const WAL_LIMIT_BYTES = 64 * 1024 * 1024;
const SYNCHRONOUS_FULL = 2;

/** The database of a project, inside its `.touchstone` folder. */
export function databasePath(dir: string): string {
  return join(dir, "store.db");
}

/**
 * Opens the database for the one writer, creating or migrating it.
 * Every open sets `synchronous=FULL` and asserts it: the setting belongs to the connection, not to the file, and with
 * less a committed event may vanish when the power fails.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, STORE_DAMAGED, STORE_TOO_NEW
 */
export function openWriter(dir: string): DatabaseSync {
  const path = databasePath(dir);
  return translated(path, () => {
    const db = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
    try {
      db.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL");
      db.exec(`PRAGMA wal_autocheckpoint=${WAL_PAGES}; PRAGMA journal_size_limit=${WAL_LIMIT_BYTES}`);
      assertDurable(db, path);
      migrate(db);
      // A file that this user may only read opens all the same; better refused now than at the first append.
      db.exec(`BEGIN IMMEDIATE; PRAGMA user_version = ${SCHEMA_VERSION}; ROLLBACK`);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

function assertDurable(db: DatabaseSync, path: string): void {
  const journal = db.prepare("PRAGMA journal_mode").get()?.["journal_mode"];
  const synchronous = db.prepare("PRAGMA synchronous").get()?.["synchronous"];
  if (journal === "wal" && synchronous === SYNCHRONOUS_FULL) return;
  throw new TouchstoneError("DISK_FAILED", `\`${path}\` is on a file system that cannot keep a write-ahead log`, {
    hint: "Move the project to a local disk.",
  });
}

/** A database with the schema and no rows, in memory: what a project without a store reads as, and where `verify` rebuilds. */
export function openEmpty(): DatabaseSync {
  const db = new DatabaseSync(":memory:");
  migrate(db);
  return db;
}

/** Runs a function on the database for reading. */
export interface Reader {
  read<T>(use: (db: DatabaseSync) => T): T;
  /** Closing twice is closing once. */
  close(): void;
}

/** Opens the database for the owner's reads, beside the writer that holds it open. */
export function openOwnerReader(dir: string): Reader {
  const path = databasePath(dir);
  const db = translated(path, () => openReadOnly(path));
  return {
    read: (use) => translated(path, () => use(db)),
    close() {
      if (db.isOpen) db.close();
    },
  };
}

/**
 * Opens the database for a process that does not own it, without creating or changing a single file.
 *
 * SQLite creates two side files even for a reader, which a later owner under another user could not write. While no
 * writer has the log open there is nothing to coordinate with, so the file is read as immutable; should a writer appear
 * meanwhile (its log, or a changed file), what was read is dropped and read again.
 */
export function openGuestReader(dir: string): Reader {
  const path = databasePath(dir);
  let state: string | undefined;
  let db: DatabaseSync | undefined;
  const current = (): DatabaseSync => {
    const now = observe(path);
    if (db !== undefined && now === state) return db;
    db?.close();
    db = undefined;
    db = openAs(path, now);
    // A stand-in for a schema that an owner is about to make is looked at once.
    state = db.location() === null ? undefined : now;
    return db;
  };
  const readSettled = <T>(use: (db: DatabaseSync) => T): T => {
    for (;;) {
      const before = observe(path);
      try {
        const result = use(current());
        if (observe(path) === before) return result;
      } catch (error) {
        if (observe(path) === before) throw error;
      }
    }
  };
  return {
    read: (use) => translated(path, () => readSettled(use)),
    close() {
      if (db?.isOpen === true) db.close();
    },
  };
}

const ABSENT = "absent";
const SHARED = "shared";

/** What stands on disk: nothing, a file with a writer's log beside it, or a file at rest with its identity. */
function observe(path: string): string {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (file === undefined) return ABSENT;
  // An empty log holds nothing to read, and SQLite could need more space to look into it than a full disk has.
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  return log !== undefined && log.size > 0 ? SHARED : `${file.ino}/${file.size}/${file.mtimeNs}`;
}

function openAs(path: string, state: string): DatabaseSync {
  if (state === ABSENT) return openEmpty();
  const url = new URL(`${pathToFileURL(path).href}?immutable=1`);
  const db = state === SHARED ? openReadOnly(path) : new DatabaseSync(url, { readOnly: true });
  try {
    if (readSchemaVersion(db) > 0) {
      bridge(db);
      return db;
    }
  } catch (error) {
    db.close();
    throw error;
  }
  // The owner was killed before it had made the schema.
  db.close();
  return openEmpty();
}

function openReadOnly(path: string): DatabaseSync {
  return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
}

function translated<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeError(error, path);
  }
}
