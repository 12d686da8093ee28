import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { z } from "zod";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "../files/file-error.ts";
import { makeFolders } from "../files/make-folders.ts";
import { writeFileAtomic } from "../files/write-file-atomic.ts";

/**
 * Reads a JSON record of the environment.
 *
 * @returns null where there is no file.
 * @throws TouchstoneError ENV_DAMAGED naming the file, and the place in it where it can be told; DISK_FAILED, READ_ONLY.
 */
export async function readRecord<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | null> {
  const text = await readText(path);
  return text === null ? null : parseRecord(path, text, schema);
}

/** Writes a JSON record as a whole: a reader, and the next start after a crash, sees the old one or the new one. */
export async function writeRecord(path: string, value: unknown): Promise<void> {
  await makeFolders(dirname(path));
  await writeFileAtomic(path, `${JSON.stringify(value, null, 2)}\n`, { insideDir: dirname(path) });
}

/** A damaged file of the environment. It is named, and nobody writes over it. */
export function damaged(path: string, what: string, cause?: unknown): TouchstoneError {
  return new TouchstoneError("ENV_DAMAGED", `\`${path}\` is damaged: ${what}`, {
    hint: "Put it back from git or a backup, or roll back; see docs/guides/environment.md#damaged",
    ...(cause === undefined ? {} : { cause }),
  });
}

/** A text file; null where there is none. */
export async function readText(path: string): Promise<string | null> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(path));
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    if (error instanceof TypeError) throw damaged(path, "it is not UTF-8 text", error);
    throw fileError(error, path);
  }
}

function parseRecord<S extends z.ZodType>(path: string, text: string, schema: S): z.output<S> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(path, (error as Error).message, error);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw damaged(path, `${(issue?.path ?? []).join(".") || "the record"}: ${issue?.message ?? "not as expected"}`);
}
