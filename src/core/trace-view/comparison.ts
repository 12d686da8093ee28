import type { AlignedPair, Cause } from "../trace/cause.ts";
import { sameStep } from "./same-step.ts";
import type { TraceRow } from "./trace-rows.ts";
import type { ViewedTrace } from "./viewed-trace.ts";

/** How two traces of one kind differ, counted as the viewer counts their steps. */
export interface ViewDiff {
  readonly equal: boolean;
  readonly causes: readonly Cause[];
  readonly firstDivergence: AlignedPair | null;
  readonly pairs: readonly AlignedPair[];
  readonly warnings: readonly string[];
}

/** A golden and a trace beside each other. */
export interface Comparison {
  readonly equal: boolean;
  /** Aligned: steps that stand for each other are in one row. */
  readonly rows: readonly TraceRow[];
  readonly causes: readonly Cause[];
  /** Row of each cause, in the order of the causes; null for one that is of no step. */
  readonly causeRows: readonly (number | null)[];
  /** Where they first part; null where no step differs. */
  readonly firstRow: number | null;
  readonly warnings: readonly string[];
}

/**
 * Puts a golden and a trace beside each other, step by step, with each cause at the row where it shows. Where the
 * comparison calls them equal, no row differs: what its rules leave out is no difference. Source: SPEC.md TV5, TV6.
 */
export function compareViews(golden: ViewedTrace, actual: ViewedTrace, diff: ViewDiff): Comparison {
  const plain = diff.pairs.map((pair): TraceRow => {
    const [before, after] = [stepAt(golden, pair.expected), stepAt(actual, pair.actual)];
    const differs = !diff.equal && (before === undefined || after === undefined || !sameStep(before, after));
    return { golden: pair.expected, actual: pair.actual, differs, cause: null };
  });
  const causeRows = rowsOfCauses(plain, diff.causes);
  const rows = [...plain];
  for (const [cause, row] of causeRows.entries()) {
    const old = row === null ? undefined : rows[row];
    // Of several causes in one row the first is shown there; the list of causes has them all.
    if (row !== null && old?.cause === null) rows[row] = { ...old, differs: true, cause };
  }
  const { equal, causes, warnings, firstDivergence: at } = diff;
  const first = rows.findIndex(({ golden, actual }) => golden === at?.expected && actual === at.actual);
  return { equal, rows, causes, causeRows, firstRow: first === -1 ? null : first, warnings };
}

function stepAt({ steps }: ViewedTrace, at: number | null): ViewedTrace["steps"][number] | undefined {
  return at === null ? undefined : steps[at];
}

const INSERTED: ReadonlySet<string> = new Set(["node_inserted", "step_added"]);

/** A cause counts steps as the golden does, but for a step that only the trace has. */
function rowsOfCauses(rows: readonly TraceRow[], causes: readonly Cause[]): readonly (number | null)[] {
  const ofGolden = new Map(rows.map(({ golden }, row) => [golden, row]));
  const ofActual = new Map(rows.map(({ actual }, row) => [actual, row]));
  return causes.map(({ step, kind }) => {
    if (step === null) return null;
    const [one, other] = INSERTED.has(kind) ? [ofActual, ofGolden] : [ofGolden, ofActual];
    return one.get(step) ?? other.get(step) ?? null;
  });
}
