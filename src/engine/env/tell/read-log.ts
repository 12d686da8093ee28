import { realpath } from "node:fs/promises";
import { join, relative } from "node:path";
import { z } from "zod";
import { readFilePart } from "../../../adapters/files/read-file-part.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { defineVerb } from "../../verb.ts";
import { envHomeOf, type EnvHome } from "../env-home.ts";

/** A part of a log, which may be growing. */
export interface LogPart {
  readonly name: string;
  /** First byte of `text` in the file. */
  readonly from: number;
  /** Where to go on reading. */
  readonly next: number;
  /** Bytes in the file now. */
  readonly size: number;
  readonly text: string;
}

/** Bytes of one answer. Guess: more at once is more than a page takes up in a second. */
const MOST = 256 * 1024;
/** What is read first where nobody says where to begin. Guess: some thousand lines. */
const TAIL = 64 * 1024;
/** Names of log files; none of them is a path. */
const LOG_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** Reads what a log of the environment says, from a byte on: how a page follows it while it grows. */
export const envLogVerb = defineVerb({
  name: "env.log",
  summary: "Read a log of a transaction or of the governed ComfyUI, from a byte on",
  access: "files",
  input: z.strictObject({
    name: z.string().regex(LOG_NAME).describe("Name of the file in `env/state/logs`, e.g. `<txid>.stdout.log`"),
    from: z.int().min(0).optional().describe("First byte; the last 64 KiB where it is left out"),
  }),
  async run({ projectDir }, { name, from }): Promise<LogPart> {
    const home = envHomeOf(projectDir);
    const part = (await isOurs(home)) ? await readPart(home, { name, from: from ?? -TAIL }) : null;
    if (part === null) throw missing(name);
    const { text, length } = wholeText(part.bytes, { isEnd: part.from + part.bytes.length >= part.size });
    return { name, from: part.from, next: part.from + length, size: part.size, text };
  },
});

/** Whether the folder of logs is the project's own: a link to elsewhere would give out what lies there. */
async function isOurs({ projectDir, logs }: EnvHome): Promise<boolean> {
  const [project, folder] = await Promise.all([realpath(projectDir), realpath(logs).catch(() => null)]);
  return folder === join(project, relative(projectDir, logs));
}

async function readPart({ logs }: EnvHome, { name, from }: { readonly name: string; readonly from: number }) {
  try {
    return await readFilePart(join(logs, name), { from, most: MOST });
  } catch (error) {
    if (["ENOENT", "ELOOP"].includes((error as NodeJS.ErrnoException).code ?? "")) return null;
    throw error;
  }
}

/** Text of whole characters: what is cut off at the end is read the next time, unless nothing more is there. */
function wholeText(bytes: Buffer, { isEnd }: { readonly isEnd: boolean }): { readonly text: string; readonly length: number } {
  const length = isEnd ? bytes.length : wholeLength(bytes);
  return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.subarray(0, length)), length };
}

/** Bytes up to the last character that is complete. A character of UTF-8 has at most four bytes. */
function wholeLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    // The first byte of a character says how many it has.
    if (byte >= 0xc0) return back >= (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? bytes.length : bytes.length - back;
  }
  return bytes.length;
}

function missing(name: string): TouchstoneError {
  return new TouchstoneError("FILE_NOT_FOUND", `there is no log \`${name}\``, {
    hint: "Logs lie in `env/state/logs`; `touchstone env status` names the transactions",
  });
}
