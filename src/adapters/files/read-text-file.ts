import { constants } from "node:fs";
import { open } from "node:fs/promises";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { notText } from "../../core/authored/read-source.ts";
import { TouchstoneError } from "../../core/errors.ts";

/**
 * Reads a text file that a person named, inside or outside of a project.
 *
 * @param maxBytes  Larger files are refused before anything is read of them.
 * @returns its text; a byte-order mark is kept.
 * @throws TouchstoneError FILE_ENCODING; what `readBytesOf` throws.
 */
export async function readTextFile(file: NamedFile, maxBytes: number): Promise<string> {
  return decode(file.name, await readBytesOf(file, maxBytes));
}

/**
 * Reads a file that a person named, inside or outside of a project.
 *
 * @throws TouchstoneError FILE_NOT_FOUND, FILE_TOO_LARGE; INPUT_INVALID for a folder or a pipe; DISK_FAILED.
 */
export async function readBytesOf({ path, name }: NamedFile, maxBytes: number): Promise<Uint8Array> {
  const handle = await open(path, OPEN_FLAGS).catch((error: unknown) => failToRead(name, error));
  try {
    const stats = await handle.stat();
    // Reading a pipe would wait for its writer for ever.
    if (!stats.isFile()) throw notAFile(name);
    if (stats.size > maxBytes) throw tooLarge(name, maxBytes);
    return await handle.readFile().catch((error: unknown) => failToRead(name, error));
  } finally {
    await handle.close();
  }
}

/** Read-only, and without waiting for whoever writes into a pipe. */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NONBLOCK;

function decode(name: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    const { code, message, hint, place } = notText({ file: name, line: 1, column: 1 }, "its bytes form no valid characters");
    throw new TouchstoneError(code, message, { hint, place, cause });
  }
}

function failToRead(name: string, cause: unknown): never {
  const code = (cause as { code?: string }).code ?? "unknown";
  if (code === "ENOENT" || code === "ENOTDIR") {
    throw new TouchstoneError("FILE_NOT_FOUND", `there is no file \`${name}\``, { hint: "Check the path", cause });
  }
  if (code === "EISDIR") throw notAFile(name);
  throw new TouchstoneError("DISK_FAILED", `\`${name}\` cannot be read: ${code}`, {
    hint: "Check that you may read it",
    cause,
  });
}

function notAFile(name: string): TouchstoneError {
  return new TouchstoneError("INPUT_INVALID", `\`${name}\` is not a file`, { hint: "Name a file" });
}

function tooLarge(name: string, maxBytes: number): TouchstoneError {
  const mib = maxBytes / 1_048_576;
  const place = { file: name, line: 1, column: 1 };
  return new TouchstoneError("FILE_TOO_LARGE", `\`${name}\` is larger than ${mib} MiB`, { hint: "Name a smaller file", place });
}
