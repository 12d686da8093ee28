import { writeExport } from "../../adapters/files/export-files.ts";
import { logPath } from "../../core/playtest/record/file-names.ts";
import { playtestLog } from "../../core/playtest/record/log-line.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { writePlaytestTrace } from "../../core/playtest/record/write-playtest-trace.ts";

/**
 * Writes a trace, and its log of one line beside it.
 *
 * @param path  The trace's, ending in `.trace.jsonl`.
 * @returns their absolute paths, the trace's first.
 * @throws TouchstoneError what `writeExport` throws.
 */
export async function writeTraceFiles(path: string, trace: PlaytestTrace): Promise<readonly [trace: string, log: string]> {
  const written = await writeExport(path, [writePlaytestTrace(trace)]);
  return [written, await writeExport(logPath(path), [playtestLog(trace)])];
}
