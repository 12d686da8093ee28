import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { fileError } from "../../adapters/files/file-error.ts";
import { footerSchema, headerSchema } from "../../core/trials/record/line-schemas.ts";
import type { TrialFooter, TrialHeader } from "../../core/trials/record/trial-lines.ts";

/** What a trace's first and last line say. */
export interface TraceEnds {
  /** Null where the first line is not a trial's header. */
  readonly header: TrialHeader | null;
  /** Null where the last line is not a footer: the trial was cut off. */
  readonly footer: TrialFooter | null;
}

/** A header holds the scenario, so it can be long; a footer never is. Guess: no scenario is longer than 16 MiB. */
const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads both ends of a trace, and nothing between: whether the rest is whole is for whoever reads it all.
 *
 * @throws TouchstoneError DISK_FAILED, READ_ONLY
 */
export function readTraceEnds(path: string): TraceEnds {
  try {
    const fd = openSync(path, "r");
    try {
      return { header: headerOf(readFirstLine(fd)), footer: footerOf(readTail(fd)) };
    } finally {
      closeSync(fd);
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

function readFirstLine(fd: number): string {
  const chunks: Buffer[] = [];
  for (let at = 0; at < MAX_HEADER_BYTES; at += CHUNK_BYTES) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const read = readSync(fd, chunk, 0, CHUNK_BYTES, at);
    const end = chunk.subarray(0, read).indexOf("\n");
    chunks.push(chunk.subarray(0, end === -1 ? read : end));
    if (end !== -1) return Buffer.concat(chunks).toString();
    if (read < CHUNK_BYTES) break;
  }
  return "";
}

function readTail(fd: number): string {
  const { size } = fstatSync(fd);
  const start = Math.max(0, size - CHUNK_BYTES);
  const chunk = Buffer.alloc(size - start);
  return chunk.subarray(0, readSync(fd, chunk, 0, chunk.length, start)).toString();
}

function headerOf(line: string): TrialHeader | null {
  return headerSchema.safeParse(parseJson(line)).data ?? null;
}

function footerOf(tail: string): TrialFooter | null {
  if (!tail.endsWith("\n")) return null;
  const last = tail.slice(tail.lastIndexOf("\n", tail.length - 2) + 1);
  return footerSchema.safeParse(parseJson(last)).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON is an outcome here: the line was cut off, or is none of ours.
    return undefined;
  }
}
