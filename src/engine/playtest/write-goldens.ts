import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CellResult } from "../../core/playtest/suite/play-suite.ts";
import { readTrace } from "../../core/trace/read-trace.ts";
import { writeTraceFiles } from "./write-trace-files.ts";

/** What became of the traces in a folder of goldens, each by its path in it. */
export interface GoldenWrites {
  readonly dir: string;
  /** There was none. */
  readonly added: readonly string[];
  /** There was another one. */
  readonly replaced: readonly string[];
  /** There is none, and none was to be written. */
  readonly missing: readonly string[];
  /** There is another one, and it was to stay. */
  readonly kept: readonly string[];
  readonly unchanged: readonly string[];
}

/** Which goldens may be written: none, as in CI; those that are not there yet; or others in place of those that differ too. */
type WritableGoldens = "none" | "missing" | "all";

/**
 * Writes traces under the names of goldens, with a log beside each. One that is there and says the same stays as it is.
 *
 * @throws TouchstoneError what `writeTraceFiles` throws.
 */
export async function writeGoldens(
  dir: string,
  results: readonly Pick<CellResult, "golden" | "playtest">[],
  { writes: may }: { readonly writes: WritableGoldens },
): Promise<GoldenWrites> {
  const writes = {
    dir,
    added: [] as string[],
    replaced: [] as string[],
    missing: [] as string[],
    kept: [] as string[],
    unchanged: [] as string[],
  };
  for (const { golden, playtest } of results) {
    const path = join(dir, golden);
    const before = await digestIn(path);
    if (before === playtest.digest) writes.unchanged.push(golden);
    else if (before === undefined && may === "none") writes.missing.push(golden);
    else if (before !== undefined && may !== "all") writes.kept.push(golden);
    else {
      await writeTraceFiles(path, playtest.trace);
      writes[before === undefined ? "added" : "replaced"].push(golden);
    }
  }
  return writes;
}

/** The digest of the trace at a path: undefined when there is no file, null when it is no whole trace. */
async function digestIn(path: string): Promise<string | null | undefined> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const reading = readTrace(text);
  return reading.kind === "whole" ? reading.trace.footer.digest : null;
}
