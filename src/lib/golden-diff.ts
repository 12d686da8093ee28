import { resolve } from "node:path";
import { compareTraces as compare, type TraceComparison } from "../core/playtest/diff/compare-traces.ts";
import { loadTrace } from "../engine/playtest/load-trace.ts";

/** What a comparison looks past. */
export interface CompareOptions {
  /** Paths of the seed's view, e.g. `provenance.digest`, `meta.generated_at*` or `steps[*].rng_after`. */
  readonly ignorePaths?: Iterable<string>;
}

/**
 * Compares two traces in memory: what a run returned, its `trace`, or the text of a trace file.
 *
 * @throws TouchstoneError INPUT_INVALID for what is no trace; TRACE_DAMAGED and the like for a text that is none any more.
 */
export function compareTraces(expected: unknown, actual: unknown, options: CompareOptions = {}): TraceComparison {
  return compare(expected, actual, options);
}

/**
 * Compares two trace files, e.g. a golden and a run that was kept.
 *
 * @throws TouchstoneError FILE_NOT_FOUND; TRACE_TRUNCATED, TRACE_DAMAGED, TRACE_VERSION, TRACE_FOREIGN or TRACE_TOO_LARGE with the
 *         line where a file stops being a trace.
 */
export async function compareTraceFiles(
  expectedPath: string,
  actualPath: string,
  options: CompareOptions = {},
): Promise<TraceComparison> {
  const [expected, actual] = await Promise.all(
    [expectedPath, actualPath].map(async (name) => await loadTrace({ path: resolve(name), name })),
  );
  return compare(expected, actual, options);
}
