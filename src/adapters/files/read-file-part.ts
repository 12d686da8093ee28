import { constants } from "node:fs";
import { open } from "node:fs/promises";

/** Bytes of a file that may be growing. */
export interface FilePart {
  /** Where the bytes begin; the end of the file where it is shorter than what was asked for. */
  readonly from: number;
  readonly bytes: Buffer;
  /** Bytes in the file now. */
  readonly size: number;
}

/**
 * Reads a part of a plain file. A link is not followed, and a pipe or device not waited for.
 *
 * @param part.from  First byte; counted from the end where it is negative.
 * @param part.most  Bytes at most.
 * @returns null for what is there but is no plain file.
 * @throws the error of the file system, e.g. ENOENT, and ELOOP for a link
 */
export async function readFilePart(
  path: string,
  part: { readonly from: number; readonly most: number },
): Promise<FilePart | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return null;
    const { size } = stats;
    const from = Math.min(size, part.from < 0 ? Math.max(0, size + part.from) : part.from);
    const bytes = Buffer.alloc(Math.min(part.most, size - from));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    return { from, bytes: bytes.subarray(0, bytesRead), size };
  } finally {
    await file.close();
  }
}
