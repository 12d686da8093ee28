import { closeSync, fdatasync, fstatSync, ftruncateSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { promisify } from "node:util";
import { fileError } from "./file-error.ts";

const syncData = promisify(fdatasync);

/** A file that grows by whole texts. */
export interface AppendFile {
  /** Appends a text: all of it, or none where the disk refuses a part. Others can read it when this returns. */
  append(text: string): void;
  /** Resolves when all that was appended before the call survives a loss of power. */
  sync(): Promise<void>;
  close(): void;
}

/**
 * Opens a file to append to, and makes it where it is missing. Writing is synchronous: a small write into the system's cache
 * takes a fraction of what handing it to another thread does.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; so do its functions.
 */
export function openAppendFile(path: string): AppendFile {
  return orFileError(path, () => appendTo(path, openSync(path, "a")));
}

/**
 * Makes a file that nobody sees before its first text is in it: until then it has the name `unborn`, which a process that is
 * killed just then leaves.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; then nothing is left.
 */
export function createAppendFile(path: string, { unborn, text }: { readonly unborn: string; readonly text: string }): AppendFile {
  return orFileError(path, () => {
    const fd = openSync(unborn, "ax");
    try {
      const file = appendTo(path, fd);
      file.append(text);
      renameSync(unborn, path);
      return file;
    } catch (error) {
      closeSync(fd);
      rmSync(unborn, { force: true });
      throw error;
    }
  });
}

function appendTo(path: string, fd: number): AppendFile {
  let { size } = fstatSync(fd);
  return {
    append(text) {
      size = orFileError(path, () => appendWhole(fd, text, size));
    },
    async sync() {
      await syncData(fd).catch((error: unknown) => {
        throw fileError(error, path);
      });
    },
    close: () => closeSync(fd),
  };
}

/** The file's new size. Where not all of the text could be written, what was is taken back. */
function appendWhole(fd: number, text: string, size: number): number {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
  } catch (error) {
    // To cut a file takes no space; where even that fails, the disk is broken, and that is what is told.
    if (written > 0) ftruncateSync(fd, size);
    throw error;
  }
  return size + bytes.length;
}

function orFileError<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw fileError(error, path);
  }
}
