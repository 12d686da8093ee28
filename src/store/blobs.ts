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
  /**
   * Stores what arrives piece by piece, holding no more than a piece of it in memory. Nothing is kept when it breaks off.
   *
   * @throws whatever the source throws; else as `put`.
   */
  putStream(pieces: AsyncIterable<Uint8Array>): Promise<Digest>;
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
  /** Writes a blob once, however many put it at the same time; only the first caller's `write` is run. */
  const writeOnce = async (digest: Digest, write: () => Promise<void>): Promise<Digest> => {
    let writing = settled.get(digest);
    if (writing === undefined) {
      writing = write();
      settled.set(digest, writing);
      writing.catch(() => settled.delete(digest));
    }
    await writing;
    return digest;
  };
  const refuseReader = (): void => {
    if (mode === "read") throw new TouchstoneError("READ_ONLY", `\`${root}\` was opened for reading`);
  };

  return {
    async put(bytes) {
      refuseReader();
      const digest = hashBytes(bytes);
      return await writeOnce(digest, async () => await store(root, { digest, bytes, temporary: temporaryPath() }));
    },
    async putStream(pieces) {
      refuseReader();
      const temporary = temporaryPath();
      try {
        const digest = await writePieces(temporary, pieces);
        return await writeOnce(digest, async () => await adopt(root, digest, temporary));
      } finally {
        await unlink(temporary).catch(ignoreMissing);
      }
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
  const file = await inFolderOf(temporary, async () => await open(temporary, "w"));
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  await inFolderOf(path, async () => await rename(temporary, path));
}

/** Writes to a path whose folder is nearly always there: it is made only when it turns out to be missing. */
async function inFolderOf<T>(path: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    ignoreMissing(error);
    makeFolder(join(path, ".."));
    return await write();
  }
}

/** Writes pieces to a temporary file, synced. What the source throws goes on as it is. */
async function writePieces(temporary: string, pieces: AsyncIterable<Uint8Array>): Promise<Digest> {
  const hash = createHash("sha256");
  const opened = inFolderOf(temporary, async () => await open(temporary, "w"));
  const file = await opened.catch((error: unknown) => Promise.reject(storeError(error, temporary) as Error));
  const onDisk = async (act: () => Promise<unknown>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      throw storeError(error, temporary);
    }
  };
  try {
    for await (const piece of pieces) {
      hash.update(piece);
      await onDisk(async () => await file.writeFile(piece));
    }
    await onDisk(async () => await file.sync());
  } finally {
    await file.close();
  }
  return `sha256:${hash.digest("hex")}`;
}

/** Gives a whole, synced file its name, unless a sound one stands there already. */
async function adopt(root: string, digest: Digest, temporary: string): Promise<void> {
  const path = blobPath(root, digest);
  try {
    const present = await readIfThere(path);
    if (present !== undefined && hashBytes(present) === digest) await syncPath(path);
    else await inFolderOf(path, async () => await rename(temporary, path));
    await syncPath(join(path, ".."));
  } catch (error) {
    throw storeError(error, path);
  }
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
