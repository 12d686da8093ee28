import { diffTraces, type TraceDiff } from "../playtest/diff/diff-traces.ts";
import { type OpenedTrace, openTrace } from "./open-trace.ts";
import type { ShownTrace } from "./trace-page.ts";

/** A trace, the golden beside it, and how they differ where both are whole. */
export interface OpenedComparison {
  readonly actual: OpenedTrace;
  readonly golden: OpenedTrace | null;
  readonly diff: TraceDiff | null;
}

/** Opens a trace and its golden, and compares them by no rules but their content. */
export function openComparison({ trace, golden }: ShownTrace): OpenedComparison {
  const [actual, before] = [openTrace(trace), golden === null ? null : openTrace(golden)];
  const canCompare = actual.playtest !== null && before !== null && before.playtest !== null;
  const diff = canCompare ? diffTraces(before.playtest, actual.playtest, { ignorePaths: [], redact: [] }) : null;
  return { actual, golden: before, diff };
}
