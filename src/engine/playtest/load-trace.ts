import { readBytesOf } from "../../adapters/files/read-text-file.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { readPlaytestTrace } from "../../core/playtest/record/read-playtest-trace.ts";
import { MAX_TRACE_CHARS } from "../../core/trace/envelope.ts";
import { readTrace } from "../../core/trace/read-trace.ts";
import { toTraceError } from "../../core/trace/trace-error.ts";

/** A character takes three bytes at most, or four for two. */
const MAX_TRACE_BYTES = 3 * MAX_TRACE_CHARS;

/**
 * Reads a playtest's trace from a file.
 *
 * @throws TouchstoneError what `readBytesOf` throws; TRACE_TRUNCATED, TRACE_DAMAGED, TRACE_VERSION, TRACE_FOREIGN or
 *         TRACE_TOO_LARGE with the line where it stops being a trace.
 */
export async function loadTrace(file: NamedFile): Promise<PlaytestTrace> {
  const reading = readTrace(await loadTraceText(file));
  if (reading.kind === "damaged") throw toTraceError(reading, file.name);
  return readPlaytestTrace(reading.trace);
}

/** A trace file's text. Bytes that are no text become characters that were not written, which no trace's digest allows. */
export async function loadTraceText(file: NamedFile): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readBytesOf(file, MAX_TRACE_BYTES));
}
