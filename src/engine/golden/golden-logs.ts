import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeExport } from "../../adapters/files/export-files.ts";
import { logPath } from "../../core/playtest/record/file-names.ts";
import { playtestLog } from "../../core/playtest/record/log-line.ts";
import type { PlaytestTrace } from "../../core/playtest/record/playtest-trace.ts";
import { readGolden } from "./golden-files.ts";
import { readWhole } from "./read-whole.ts";

/** What is wrong with the log beside a golden; `log` is what it should say. */
interface LogFault {
  /** Path inside the folder of goldens. */
  readonly path: string;
  readonly what: "is missing" | "does not say what its golden says";
  readonly log: string;
}

/**
 * Holds the log beside a golden against the golden itself.
 *
 * @param trace  What the golden holds.
 * @returns null where it is true.
 * Source: core/playtest/golden/SPEC.md GD15.
 */
export async function findLogFault(goldenDir: string, golden: string, trace: PlaytestTrace): Promise<LogFault | null> {
  const path = logPath(golden);
  const log = playtestLog(trace);
  const found = await readFile(join(goldenDir, path), "utf8").catch(() => null);
  // Version control may have changed line ends.
  if (found?.replaceAll("\r\n", "\n") === log) return null;
  return { path, what: found === null ? "is missing" : "does not say what its golden says", log };
}

/**
 * Writes logs anew that are missing or false.
 *
 * @returns their paths inside the folder of goldens.
 * @throws TouchstoneError what `writeExport` throws.
 */
export async function restoreLogs(goldenDir: string, goldens: readonly string[]): Promise<readonly string[]> {
  const restored: string[] = [];
  for (const golden of goldens) {
    const file = await readGolden(goldenDir, golden);
    const trace = file.kind === "text" ? readWhole(file.text) : null;
    const fault = trace === null ? null : await findLogFault(goldenDir, golden, trace);
    if (fault === null) continue;
    await writeExport(join(goldenDir, fault.path), [fault.log]);
    restored.push(fault.path);
  }
  return restored;
}
