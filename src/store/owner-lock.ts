import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { TouchstoneError } from "../core/errors.ts";
import { storeError } from "./fs-error.ts";
import { makeFolder } from "./make-folder.ts";

/** Who owns a project folder. */
export interface OwnerInfo {
  readonly pid: number;
  /** The command line, e.g. `touchstone make ember-sword`. */
  readonly command: string;
  readonly startedAtMs: number;
  readonly sessionId: string;
  /** Where the owner serves its verbs, and the token that a client must send; absent when it serves nothing. */
  readonly url?: string;
  readonly token?: string;
}

/** Ownership of a project folder. The kernel ends it with the process, however that ends. */
export interface OwnerLock {
  /** Tells others where this owner serves its verbs from now on, and the token that they must send. */
  announce(where: { readonly url: string; readonly token: string }): void;
  release(): void;
}

const OwnerFile = z.object({
  pid: z.int().min(1),
  command: z.string(),
  startedAtMs: z.number(),
  sessionId: z.string(),
  url: z.string().exactOptional(),
  token: z.string().exactOptional(),
});

const LOCK_DB = "lock.db";
const OWNER_JSON = "owner.json";
/** The files of the lock: who removes one while it is held lets a second process own the folder. */
export const OWNER_FILES: readonly string[] = [LOCK_DB, OWNER_JSON];

const SQLITE_BUSY = 5;
/** A new holder describes itself within this many looks, 20 ms apart; guess. */
const LOOKS = 10;
const LOOK_MS = 20;

/**
 * Makes this process the owner of a project folder: an exclusive SQLite transaction on `<dir>/lock.db`, a file that
 * nothing else ever opens, for closing any other handle of it in this process would end the lock. Who holds it stands
 * beside it in `owner.json`, readable by its user alone because of the token.
 *
 * @throws TouchstoneError PROJECT_LOCKED naming the holder; READ_ONLY; DISK_FULL
 * Source: architecture, "Storage and the stream"; SPEC.md S16.
 */
export async function acquireOwner(dir: string, info: OwnerInfo): Promise<OwnerLock> {
  const db = lock(dir);
  if (db === undefined) throw locked(dir, await findHolder(dir));
  try {
    describe(dir, info);
  } catch (error) {
    db.close();
    throw storeError(error, dir);
  }
  return {
    announce(where) {
      try {
        describe(dir, { ...info, ...where });
      } catch (error) {
        throw storeError(error, dir);
      }
    },
    release() {
      if (!db.isOpen) return;
      rmSync(ownerPath(dir), { force: true });
      db.close();
    },
  };
}

/** The owner that is there now, by its own words; undefined when there is none, or it has not said so yet. */
export function findLiveOwner(dir: string): OwnerInfo | undefined {
  const owner = readOwner(dir);
  return owner !== undefined && isAlive(owner.pid) ? owner : undefined;
}

/** What the owner wrote about itself; it may have been killed since. Undefined when there is nothing to read. */
export function readOwner(dir: string): OwnerInfo | undefined {
  try {
    const parsed = OwnerFile.safeParse(JSON.parse(readFileSync(ownerPath(dir), "utf8")));
    return parsed.data;
  } catch (error) {
    if (error instanceof SyntaxError || (error as { code?: string }).code === "ENOENT") return undefined;
    throw storeError(error, ownerPath(dir));
  }
}

function ownerPath(dir: string): string {
  return join(dir, OWNER_JSON);
}

/** Undefined when another process holds the lock. */
function lock(dir: string): DatabaseSync | undefined {
  const path = join(dir, LOCK_DB);
  let db: DatabaseSync | undefined;
  try {
    makeFolder(dir);
    db = new DatabaseSync(path, { timeout: 0 });
    db.exec("BEGIN EXCLUSIVE");
    return db;
  } catch (error) {
    db?.close();
    if (((error as { errcode?: number }).errcode ?? 0) === SQLITE_BUSY) return undefined;
    throw storeError(error, path);
  }
}

function describe(dir: string, info: OwnerInfo): void {
  // One name for all owners: what a killed one left is written over by the next.
  const temporary = `${ownerPath(dir)}.tmp`;
  writeFileSync(temporary, `${JSON.stringify(info)}\n`, { mode: 0o600 });
  renameSync(temporary, ownerPath(dir));
}

/** The holder's own words, once they are those of a living process: a new holder writes them just after it locks. */
async function findHolder(dir: string): Promise<OwnerInfo | undefined> {
  for (let look = 0; look < LOOKS; look++) {
    const owner = findLiveOwner(dir);
    if (owner !== undefined) return owner;
    await sleep(LOOK_MS);
  }
  return undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

function wayOut(holder: OwnerInfo | undefined): string {
  if (holder === undefined) return "Wait for it to end.";
  if (holder.url !== undefined) return `Use the one that runs, at ${holder.url}, or stop process ${holder.pid}.`;
  return `Wait for it to end, or stop process ${holder.pid}.`;
}

function locked(dir: string, holder: OwnerInfo | undefined): TouchstoneError {
  const by = holder === undefined ? "another process" : `\`${holder.command}\` (pid ${holder.pid})`;
  return new TouchstoneError("PROJECT_LOCKED", `\`${dir}\` is owned by ${by}`, { hint: wayOut(holder) });
}
