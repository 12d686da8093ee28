import { join } from "node:path";
import { runLogName } from "../core/playtest/record/file-names.ts";
import { type SeedTrace, seedView } from "../core/playtest/record/seed-view.ts";
import { writePlaytestTrace } from "../core/playtest/record/write-playtest-trace.ts";
import type { Playtest } from "../core/playtest/run/play-request.ts";
import { writeTraceFiles } from "../engine/playtest/write-trace-files.ts";

/** One playtest that was run: how it went, and its trace. */
export class PlaytestRun {
  readonly playtest: Playtest;
  /** Where a suite's run has its golden, inside the folder of goldens; null for a run by itself. */
  readonly golden: string | null;
  /** What the author of the suite should know, one sentence each. */
  readonly warnings: readonly string[];

  constructor(
    playtest: Playtest,
    { golden, warnings }: { readonly golden: string | null; readonly warnings: readonly string[] },
  ) {
    this.playtest = playtest;
    this.golden = golden;
    this.warnings = warnings;
  }

  /** Equal for runs that went alike, whether they were written or not. */
  get digest(): string {
    return this.playtest.digest;
  }

  /** The trace in the seed's shape, e.g. `run.trace.assets.sprites`. */
  get trace(): SeedTrace {
    return seedView(this.playtest.trace);
  }

  /** The trace as the text of its file. */
  get lines(): string {
    return writePlaytestTrace(this.playtest.trace);
  }

  /**
   * Writes the trace as `<scene>.<seed>.<digest12>.trace.jsonl`, and its log beside it.
   *
   * @returns their absolute paths.
   * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED; INPUT_INVALID where something else is in the way.
   */
  async write(dir: string): Promise<readonly string[]> {
    return await writeTraceFiles(join(dir, runLogName(this.playtest.trace)), this.playtest.trace);
  }
}
