import { TouchstoneError } from "../../core/errors.ts";
import type { PlaytestRuns } from "./playtest-runs.ts";

/**
 * The trace of one cell of a suite's last run.
 *
 * @param golden  Path of its golden inside the folder of goldens.
 * @throws TouchstoneError RECORD_NOT_FOUND when another run has come since, or nothing is kept of it.
 */
export function findTrace({ suites, traces }: PlaytestRuns, { run, golden }: { run: string; golden: string }): string {
  for (const [file, facts] of suites) {
    const trace = facts.run === run ? traces.get(file)?.get(golden) : undefined;
    if (trace !== undefined) return trace;
  }
  throw new TouchstoneError("RECORD_NOT_FOUND", `no trace of \`${golden}\` is kept of this run`, {
    hint: "Play the suite again",
  });
}
