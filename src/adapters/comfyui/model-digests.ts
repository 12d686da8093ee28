import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { ServerModels } from "../../core/comfyui/server-facts.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { isInside } from "../files/is-inside.ts";
import { writeFileAtomic } from "../files/write-file-atomic.ts";

/** Measures model files that lie on this machine. */
export interface ModelDigests {
  /**
   * SHA-256 as 64 hex digits; null where there is no such file here, or none that can be read now: a share may be gone. A file
   * that did not change is read once.
   *
   * @param signal  Ends the reading, which takes minutes for a large file, when nobody else waits for it.
   * @throws AbortError when the signal said so.
   */
  measure(path: string, signal: AbortSignal): Promise<string | null>;
  /** Waits until nothing is written any more. To be called when every signal is aborted. */
  close(): Promise<void>;
}

interface Known {
  readonly stamp: string;
  readonly sha256: string;
}

/** One file that is being read, and how many wait for it. */
interface Reading {
  readonly sha256: Promise<string | null>;
  readonly stop: AbortController;
  waiting: number;
}

/** @param file  Keeps what was measured between runs; null keeps it in memory. */
export function openModelDigests(file: string | null): ModelDigests {
  let loading: Promise<Map<string, Known>> | undefined;
  let keeping = Promise.resolve();
  const under = new Map<string, Reading>();
  const measure = async (path: string, signal: AbortSignal): Promise<string | null> => {
    const stamp = await stampOf(path);
    const known = await (loading ??= load(file));
    const before = known.get(path);
    if (before?.stamp === stamp) return before.sha256;
    const sha256 = await hashFile(path, signal);
    // What was written to meanwhile is neither the one file nor the other.
    if ((await stampOf(path)) !== stamp) return await measure(path, signal);
    signal.throwIfAborted();
    known.set(path, { stamp, sha256 });
    if (file !== null) await (keeping = keeping.then(async () => await keep(file, known)));
    return sha256;
  };
  const begin = (path: string): Reading => {
    const stop = new AbortController();
    const sha256 = measure(path, stop.signal)
      .catch(nullIfUnreadable)
      .finally(() => {
        if (under.get(path) === reading) under.delete(path);
      });
    const reading: Reading = { sha256, stop, waiting: 0 };
    under.set(path, reading);
    return reading;
  };
  return {
    async measure(path, signal) {
      signal.throwIfAborted();
      // Several images of one job ask at the same time.
      const reading = under.get(path) ?? begin(path);
      reading.waiting += 1;
      const leave = (): void => {
        reading.waiting -= 1;
        if (reading.waiting > 0) return;
        under.delete(path);
        reading.stop.abort();
      };
      signal.addEventListener("abort", leave, { once: true });
      try {
        return await reading.sha256;
      } finally {
        signal.removeEventListener("abort", leave);
      }
    },
    close: async () => await keeping,
  };
}

const FORMAT = "touchstone.model-digests/1";
const KeptSchema = z.object({
  format: z.literal(FORMAT),
  files: z.record(z.string(), z.object({ stamp: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
});

/** Where a model lies in ComfyUI's models folder; null for a name, which is the server's word, that leads out of it. */
export function modelPath(modelsDir: string, folder: keyof ServerModels, name: string): string | null {
  const inFolder = join(modelsDir, folder);
  const path = join(inFolder, ...name.split(/[\\/]/));
  return isInside(inFolder, path) ? path : null;
}

/** What changes when a file does, without reading it. */
async function stampOf(path: string): Promise<string> {
  const { size, mtimeMs, ino } = await stat(path);
  return `${size} ${mtimeMs} ${ino}`;
}

async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const pieces = createReadStream(path, { highWaterMark: 4 * 1024 * 1024, signal });
  for await (const piece of pieces) hash.update(piece as Uint8Array);
  return hash.digest("hex");
}

/** A file that the system does not let anyone read was not measured, whatever the reason; anything else is a bug or a stop. */
function nullIfUnreadable(error: unknown): null {
  if (isSystemError(error)) return null;
  throw error;
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/** Costs another reading where it fails, and nothing else. */
async function keep(file: string, known: ReadonlyMap<string, Known>): Promise<void> {
  const text = JSON.stringify({ format: FORMAT, files: Object.fromEntries(known) });
  try {
    await writeFileAtomic(file, text, { insideDir: dirname(file) });
  } catch (error) {
    if (!(error instanceof TouchstoneError) && !isSystemError(error)) throw error;
  }
}

/** What cannot be read is measured again: it is a cache and nothing else. */
async function load(file: string | null): Promise<Map<string, Known>> {
  if (file === null) return new Map();
  try {
    const kept = KeptSchema.safeParse(JSON.parse(await readFile(file, "utf8")));
    return new Map(kept.success ? Object.entries(kept.data.files) : []);
  } catch (error) {
    if (error instanceof SyntaxError || isSystemError(error)) return new Map();
    throw error;
  }
}
