import { useDeferredValue, useMemo } from "react";
import { type Comparison, compareViews, type ViewDiff } from "../../core/trace-view/comparison.ts";
import { indexState, type StateIndex } from "../../core/trace-view/state.ts";
import { filterRows, plainRows, searchText, type TraceRow } from "../../core/trace-view/trace-rows.ts";
import type { ViewedTrace } from "../../core/trace-view/viewed-trace.ts";

/** What the view shows: a trace, and the golden that it is held against. */
export interface TraceModel {
  readonly view: ViewedTrace;
  readonly golden: ViewedTrace | null;
  /** Null without a golden. */
  readonly comparison: Comparison | null;
  /** All rows. */
  readonly rows: readonly TraceRow[];
  readonly state: StateIndex;
  readonly goldenState: StateIndex | null;
}

/** The parts of a view that are costly to make, made once for each pair of traces. */
export function useTraceModel(view: ViewedTrace, golden: ViewedTrace | null, diff: ViewDiff | null): TraceModel {
  const comparison = useMemo(
    () => (golden === null || diff === null ? null : compareViews(golden, view, diff)),
    [golden, view, diff],
  );
  const rows = useMemo(() => comparison?.rows ?? plainRows(view), [comparison, view]);
  const state = useMemo(() => indexState(view), [view]);
  const goldenState = useMemo(() => (golden === null ? null : indexState(golden)), [golden]);
  // One object for as long as nothing changes: rows that are drawn already stay as they are.
  return useMemo(
    () => ({ view, golden: comparison === null ? null : golden, comparison, rows, state, goldenState }),
    [view, golden, comparison, rows, state, goldenState],
  );
}

/** The rows that a text leaves; typing goes on while they are looked for. */
export function useFilteredRows({ view, golden, rows }: TraceModel, text: string): readonly TraceRow[] {
  const deferred = useDeferredValue(text);
  const texts = useMemo(
    () => (deferred === "" ? NO_TEXTS : { actual: view.steps.map(searchText), golden: golden?.steps.map(searchText) ?? [] }),
    [view, golden, deferred === ""],
  );
  return useMemo(() => filterRows(rows, deferred, texts), [rows, deferred, texts]);
}

const NO_TEXTS = { actual: [], golden: [] };
