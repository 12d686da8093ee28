import { TouchstoneError } from "../../core/errors.ts";

/** What the system says when a folder cannot be written. */
const READ_ONLY_CODES = new Set(["EROFS", "EACCES", "EPERM"]);
const FULL_CODES = new Set(["ENOSPC", "EDQUOT"]);
/** What it says when the path itself is at fault. */
const PATH_WORDS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  EISDIR: ["is a folder, so no file can be written there", "Name a file in it"],
  ENOTDIR: ["leads through a file", "Choose another path, or move the file away"],
  EEXIST: ["cannot be made: a file of that name is there", "Choose another path, or move the file away"],
};

/**
 * Says what a failed file operation means to a person.
 *
 * @returns INPUT_INVALID for a path that cannot be, else READ_ONLY, DISK_FULL or DISK_FAILED for what the system reports; anything else is returned as it is.
 */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof TouchstoneError || !/^E[A-Z0-9]+$/.test(code)) return error;
  const words = PATH_WORDS[code];
  if (words !== undefined)
    return new TouchstoneError("INPUT_INVALID", `\`${path}\` ${words[0]}`, { hint: words[1], cause: error });
  if (READ_ONLY_CODES.has(code)) {
    return new TouchstoneError("READ_ONLY", `\`${path}\` cannot be written: ${code}`, {
      hint: "Give yourself write permission, or choose another folder",
      cause: error,
    });
  }
  if (FULL_CODES.has(code)) {
    return new TouchstoneError("DISK_FULL", `\`${path}\` was not written: the disk is full`, {
      hint: "Free some space and repeat",
      cause: error,
    });
  }
  return new TouchstoneError("DISK_FAILED", `\`${path}\` was not written: ${code}`, {
    hint: "Check the path and the disk",
    cause: error,
  });
}
