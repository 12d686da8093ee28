import { createHash } from "node:crypto";
import { access, open, readdir, readFile, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { isDigest, type Digest } from "../core/canonical/digest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { storeError } from "./fs-error.ts";
import { makeFolder } from "./make-folder.ts";

/** Files named by the SHA-256 of their bytes. */
export interface Blobs {
  /** Stores bytes durably; storing them again changes nothing. @throws READ_ONLY, DISK_FULL, DISK_FAILED */
  put(bytes: Uint8Array): Promise<Digest>;
  /** Reads and re-hashes. @throws STORE_DAMAGED when the blob is missing or its bytes are others. */
  get(digest: Digest): Promise<Uint8Array>;
  has(digest: Digest): Promise<boolean>;
  /** All stored digests, in no promised order. */
  list(): AsyncIterable<Digest>;
  /** Removes what a killed process left half written; only while nothing is being put. @returns how many files. */
  sweepTemporary(): Promise<number>;
}

const TEMPORARY = "tmp";

/**
 * Opens the blobs of a project: `<dir>/blobs/ab/abcdef…`.
 *
 * @param mode  With `read`, nothing is ever created and `put` is refused.
 * Source: SPEC.md S12-S15.
 */
export function openBlobs(dir: string, mode: "owner" | "read"): Blobs {
  const root = join(dir, "blobs");
  const settled = new Map<Digest, Promise<void>>();
  let counter = 0;
  const temporaryPath = (): string => join(root, TEMPORARY, `${process.pid}-${++counter}`);

  return {
    async put(bytes) {
      if (mode === "read") throw new TouchstoneError("READ_ONLY", `\`${root}\` was opened for reading`);
      const digest = hashBytes(bytes);
      let write = settled.get(digest);
      if (write === undefined) {
        write = store(root, { digest, bytes, temporary: temporaryPath() });
        settled.set(digest, write);
        write.catch(() => settled.delete(digest));
      }
      await write;
      return digest;
    },
    async get(digest) {
      const bytes = await readIfThere(blobPath(root, digest));
      if (bytes !== undefined && hashBytes(bytes) === digest) return bytes;
      // What was written is no longer there: putting it again must write it again.
      settled.delete(digest);
      throw damaged(digest, bytes === undefined ? "is missing" : "holds other bytes");
    },
    has: (digest) => isThere(blobPath(root, digest)),
    list: () => listBlobs(root),
    sweepTemporary: () => sweep(join(root, TEMPORARY)),
  };
}

/** Digest of bytes by Node's own SHA-256; equals core's `digestBytes`. */
export function hashBytes(bytes: Uint8Array): Digest {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Only a digest becomes a path. */
export function blobPath(root: string, digest: Digest): string {
  if (!isDigest(digest)) throw new TypeError(`Not a digest: ${String(digest)}`);
  const hex = digest.slice("sha256:".length);
  return join(root, hex.slice(0, 2), hex);
}

interface NewBlob {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
  readonly temporary: string;
}

/**
 * What is there already is trusted only after a look: a process that was killed may have left it unsynced, a disk may
 * have damaged it. In that case it is written again.
 */
async function store(root: string, { digest, bytes, temporary }: NewBlob): Promise<void> {
  const path = blobPath(root, digest);
  const folder = join(path, "..");
  try {
    const present = await readIfThere(path);
    if (present !== undefined && hashBytes(present) === digest) await syncPath(path);
    else await writeWhole(path, bytes, temporary);
    await syncPath(folder);
  } catch (error) {
    await unlink(temporary).catch(ignoreMissing);
    throw storeError(error, path);
  }
}

async function writeWhole(path: string, bytes: Uint8Array, temporary: string): Promise<void> {
  makeFolder(join(path, ".."));
  makeFolder(join(temporary, ".."));
  const file = await open(temporary, "w");
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}

async function syncPath(path: string): Promise<void> {
  // Windows cannot open a folder; its file system keeps names in its own journal.
  if (process.platform === "win32") return;
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    ignoreMissing(error);
    return undefined;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    ignoreMissing(error);
    return false;
  }
}

function ignoreMissing(error: unknown): void {
  if ((error as { code?: string }).code !== "ENOENT") throw error;
}

function damaged(digest: Digest, what: string): TouchstoneError {
  return new TouchstoneError("STORE_DAMAGED", `Blob \`${digest}\` ${what}`, {
    hint: "Run `touchstone verify` to see what is damaged.",
  });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    ignoreMissing(error);
    return [];
  }
}

async function* listBlobs(root: string): AsyncIterable<Digest> {
  for (const folder of await namesIn(root)) {
    if (folder === TEMPORARY) continue;
    for (const name of await namesIn(join(root, folder))) {
      const digest = `sha256:${name}`;
      if (isDigest(digest) && name.startsWith(folder)) yield digest;
    }
  }
}

async function sweep(folder: string): Promise<number> {
  const names = await namesIn(folder);
  for (const name of names) await unlink(join(folder, name));
  return names.length;
}
