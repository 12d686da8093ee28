import type { NamedFile } from "../../core/authored/named-file.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { readPlaytestTrace } from "../../core/playtest/record/read-playtest-trace.ts";
import { readTrace } from "../../core/trace/read-trace.ts";
import { toTraceError } from "../../core/trace/trace-error.ts";
import { loadTraceText } from "../load-trace-text.ts";

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
