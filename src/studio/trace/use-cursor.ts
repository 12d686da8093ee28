import { useState } from "react";
import { findRow, type TraceRow } from "../../core/trace-view/trace-rows.ts";
import type { TraceModel } from "./use-trace-model.ts";

/** Where one is among the rows on show, and the ways from there. */
export interface Cursor {
  /** Place of the chosen row among those on show. */
  readonly at: number;
  /** Goes to a row by its place; beyond the ends it stays at them. */
  readonly go: (place: number) => void;
  /** Goes to the row of a step of the trace, or of the golden. */
  readonly toStep: (step: number, side?: "golden" | "actual") => void;
  /** Goes to where a cause shows; stays where it is of no step. */
  readonly toCause: (cause: number) => void;
  /** The nearest row that differs, or where a cause begins; null where there is none. */
  readonly find: (step: 1 | -1, what: "difference" | "cause") => number | null;
}

/**
 * Keeps the chosen row while rows are filtered: where it falls out, the nearest one before it is chosen. A comparison
 * begins at its first difference.
 */
export function useCursor({ comparison, rows: all }: TraceModel, rows: readonly TraceRow[]): Cursor {
  const [chosen, setChosen] = useState<TraceRow | undefined>(() => all[comparison?.firstRow ?? 0]);
  const at = placeOf(rows, all, chosen);
  const choose = (row: TraceRow | undefined): void => void (row !== undefined && setChosen(row));
  return {
    at,
    go: (place) => choose(rows[Math.max(0, Math.min(rows.length - 1, place))]),
    toStep: (step, side = "actual") => choose(all.find((row) => row[side] === step)),
    toCause: (cause) => choose(all[comparison?.causeRows[cause] ?? -1]),
    find: (step, what) =>
      findRow(rows, { from: at, step }, ({ differs, cause }) => (what === "cause" ? cause !== null : differs)),
  };
}

/** Rows are made anew with each comparison, so they are known by their steps. */
function placeOf(rows: readonly TraceRow[], all: readonly TraceRow[], chosen: TraceRow | undefined): number {
  if (chosen === undefined) return 0;
  const same = (row: TraceRow): boolean => row.golden === chosen.golden && row.actual === chosen.actual;
  // Unfiltered, which is the rule, the place is mostly the number of the step.
  const guess = rows[chosen.actual ?? -1];
  if (guess !== undefined && same(guess)) return chosen.actual ?? 0;
  const exact = rows.findIndex(same);
  if (exact !== -1 || rows === all) return Math.max(0, exact);
  const before = all.findIndex(same);
  const kept = new Set(rows);
  for (let place = before; place >= 0; place -= 1) {
    const row = all[place];
    if (row !== undefined && kept.has(row)) return rows.indexOf(row);
  }
  return 0;
}
