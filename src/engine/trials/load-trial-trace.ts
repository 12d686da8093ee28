import type { NamedFile } from "../../core/authored/named-file.ts";
import { readTrialText } from "../../core/trials/record/read-trial-trace.ts";
import type { TrialReading } from "../../core/trials/record/trial-trace.ts";
import { loadTraceText } from "../load-trace-text.ts";

/** Reads a trial's trace from a file. What is wrong with it comes back. @throws TouchstoneError what `readBytesOf` throws */
export async function loadTrialTrace(file: NamedFile): Promise<TrialReading> {
  return readTrialText(await loadTraceText(file));
}
