import { diffTraces } from "../playtest/diff/diff-traces.ts";
import type { ViewDiff } from "./comparison.ts";
import { diffTrialViews, type ViewedTrial } from "./diff-trial-views.ts";
import { type OpenedTrace, openTrace } from "./open-trace.ts";
import type { ShownTrace } from "./trace-page.ts";

/** A trace, the golden beside it, and how they differ where both are whole. */
export interface OpenedComparison {
  readonly actual: OpenedTrace;
  readonly golden: OpenedTrace | null;
  readonly diff: ViewDiff | null;
}

/** Opens a trace and its golden, and compares them by no rules but their content. */
export function openComparison({ trace, golden }: ShownTrace): OpenedComparison {
  const [actual, before] = [openTrace(trace), golden === null ? null : openTrace(golden)];
  return { actual, golden: before, diff: before === null ? null : diffOf(before, actual) };
}

/** Null for what is not whole, and for two kinds of traces. */
function diffOf(before: OpenedTrace, actual: OpenedTrace): ViewDiff | null {
  if (before.playtest !== null && actual.playtest !== null) {
    return diffTraces(before.playtest, actual.playtest, { ignorePaths: [], redact: [] });
  }
  return isTrial(before) && isTrial(actual) ? diffTrialViews(before, actual) : null;
}

function isTrial(opened: OpenedTrace): opened is OpenedTrace & ViewedTrial {
  return opened.trial !== null;
}
