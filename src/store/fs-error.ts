import { TouchstoneError, type FailureCode } from "../core/errors.ts";

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const SQLITE = { ERROR: 1, BUSY: 5, READONLY: 8, IOERR: 10, CORRUPT: 11, FULL: 13, CANTOPEN: 14, NOTADB: 26 } as const;
/** Node's code for an integer column that holds more than a JavaScript number does. */
const NUMBER_TOO_LARGE = "ERR_OUT_OF_RANGE";
/** The wal-index could not grow: what a full disk looks like before a page is written. */
const IOERR_SHMSIZE = 4874;

const BY_SQLITE_CODE: ReadonlyMap<number, FailureCode> = new Map<number, FailureCode>([
  [SQLITE.BUSY, "PROJECT_LOCKED"],
  [SQLITE.READONLY, "READ_ONLY"],
  [SQLITE.IOERR, "DISK_FAILED"],
  [SQLITE.CORRUPT, "STORE_DAMAGED"],
  [SQLITE.FULL, "DISK_FULL"],
  [SQLITE.CANTOPEN, "READ_ONLY"],
  [SQLITE.NOTADB, "STORE_DAMAGED"],
]);

const BY_ERRNO: ReadonlyMap<string, FailureCode> = new Map<string, FailureCode>([
  ["ENOSPC", "DISK_FULL"],
  ["EDQUOT", "DISK_FULL"],
  ["EIO", "DISK_FAILED"],
  ["EROFS", "READ_ONLY"],
  ["EACCES", "READ_ONLY"],
  ["EPERM", "READ_ONLY"],
  [NUMBER_TOO_LARGE, "STORE_DAMAGED"],
]);

const WORDS: Partial<Record<FailureCode, { readonly what: string; readonly hint: string }>> = {
  PROJECT_LOCKED: { what: "is held by another process", hint: "Wait for the other process to end, then try again." },
  READ_ONLY: {
    what: "cannot be accessed: permission denied, or a read-only disk",
    hint: "Check the permissions of the folder, or copy the project elsewhere.",
  },
  DISK_FAILED: { what: "could not be written: the disk failed", hint: "Check the disk, then run `touchstone verify`." },
  STORE_DAMAGED: { what: "is damaged", hint: "Run `touchstone verify` to see what is damaged." },
  DISK_FULL: { what: "could not be written: the disk is full", hint: "Free some space and try again; nothing was lost." },
};

/**
 * Translates a failure of SQLite or of the file system: the one place that knows their codes.
 *
 * @param error  What was thrown.
 * @param path   The file or folder concerned.
 * @returns a TouchstoneError for what a person can fix; anything else (a bug) comes back as it is.
 */
export function storeError(error: unknown, path: string): unknown {
  if (error instanceof TouchstoneError || !(error instanceof Error)) return error;
  const code = failureCode(error as Error & { errcode?: number; code?: string });
  const words = code === undefined ? undefined : WORDS[code];
  if (code === undefined || words === undefined) return error;
  return new TouchstoneError(code, `\`${path}\` ${words.what}`, { hint: words.hint, cause: error });
}

/** What is thrown where a file holds other than its schema says: a table or column that is missing, bytes that are none. */
const DAMAGED_CODES: ReadonlySet<number> = new Set([SQLITE.ERROR, SQLITE.CORRUPT, SQLITE.NOTADB]);

/**
 * Whether reading a store failed because of what it holds.
 *
 * @returns the damage in words; undefined for any other failure, which says nothing about the store.
 */
export function findDamage(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof TouchstoneError) return error.code === "STORE_DAMAGED" ? withCause(error) : undefined;
  const { errcode, code } = error as Error & { errcode?: number; code?: string };
  const isDamage = errcode === undefined ? code === NUMBER_TOO_LARGE : DAMAGED_CODES.has(errcode & 0xff);
  return isDamage ? error.message : undefined;
}

function withCause({ message, cause }: TouchstoneError): string {
  return cause instanceof Error ? `${message}: ${cause.message}` : message;
}

function failureCode(error: { errcode?: number; code?: string }): FailureCode | undefined {
  if (error.errcode === IOERR_SHMSIZE) return "DISK_FULL";
  if (error.errcode !== undefined) return BY_SQLITE_CODE.get(error.errcode & 0xff);
  return error.code === undefined ? undefined : BY_ERRNO.get(error.code);
}
