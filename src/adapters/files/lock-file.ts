import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { fileError } from "./file-error.ts";

/** A lock that the kernel lets go of with the process, however that ends. */
export interface FileLock {
  /** Once is enough; again does nothing. */
  release(): void;
}

const SQLITE_BUSY = 5;
/** SQLite's word for a file that it cannot open, create, write or read: `SQLITE_CANTOPEN`, `READONLY`, `IOERR`, `FULL`. */
const REASONS: Readonly<Record<number, string>> = { 14: "EACCES", 8: "EROFS", 10: "EIO", 13: "ENOSPC" };
const PAUSE_MS = 10;

/**
 * Takes an exclusive lock: a transaction of SQLite on an empty file that nothing else opens, since Node has no locks of its
 * own. The file stays when the lock is released; who removes it lets two processes hold it.
 *
 * @param waitMs  How long another holder is waited for; 0 to only look.
 * @returns null when another holds it, in this process or another one.
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED
 */
export async function lockFile(path: string, waitMs: number): Promise<FileLock | null> {
  const endMs = performance.now() + waitMs;
  for (;;) {
    const lock = tryLock(path);
    if (lock !== null || performance.now() >= endMs) return lock;
    await sleep(PAUSE_MS);
  }
}

function tryLock(path: string): FileLock | null {
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(path, { timeout: 0 });
    db.exec("BEGIN EXCLUSIVE");
    const held = db;
    return { release: () => void (held.isOpen && held.close()) };
  } catch (error) {
    db?.close();
    const errcode = (error as { errcode?: number }).errcode ?? 0;
    if (errcode === SQLITE_BUSY) return null;
    throw fileError(Object.assign(new Error(String(error)), { code: REASONS[errcode & 0xff] ?? "EIO" }), path);
  }
}
