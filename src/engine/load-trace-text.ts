import { readBytesOf } from "../adapters/files/read-text-file.ts";
import type { NamedFile } from "../core/authored/named-file.ts";
import { MAX_TRACE_CHARS } from "../core/trace/envelope.ts";

/** A character takes three bytes at most, or four for two. */
const MAX_TRACE_BYTES = 3 * MAX_TRACE_CHARS;

/** A trace file's text. Bytes that are no text become characters that were not written, which no trace's digest allows. */
export async function loadTraceText(file: NamedFile): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(await readBytesOf(file, MAX_TRACE_BYTES));
}
