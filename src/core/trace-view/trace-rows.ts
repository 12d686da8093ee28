import type { ViewedStep, ViewedTrace } from "./viewed-trace.ts";

/** One row of the step list: a step, or two that stand for each other. */
export interface TraceRow {
  /** Step of the golden; null where it has none here. */
  readonly golden: number | null;
  /** Step of the trace that is looked at; null where it has none here. */
  readonly actual: number | null;
  readonly differs: boolean;
  /** Place of the cause that shows first here, in the comparison's causes; null on other rows. */
  readonly cause: number | null;
}

/** The rows of a trace that is looked at alone. */
export function plainRows({ steps }: Pick<ViewedTrace, "steps">): readonly TraceRow[] {
  return steps.map(({ i }) => ({ golden: null, actual: i, differs: false, cause: null }));
}

/** The nearest row in a direction that a test is true of; null where there is none. */
export function findRow(
  rows: readonly TraceRow[],
  { from, step }: { readonly from: number; readonly step: 1 | -1 },
  is: (row: TraceRow) => boolean,
): number | null {
  for (let at = from + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    if (row !== undefined && is(row)) return at;
  }
  return null;
}

/** All that can be looked for in a step, in small letters: its node, what is said, its choices, variables and assets. */
export function searchText(step: ViewedStep): string {
  const { place, lines, offered, refused, chose, sets, draws, assets, emits, mark, texts } = step;
  const parts = [
    place,
    ...lines.flatMap(({ speaker, text }) => [speaker ?? "", text]),
    ...[...offered, ...refused].flatMap(({ id, text }) => [id, text]),
    ...(chose === null ? [] : [`chose:${chose}`]),
    ...sets.map(({ name }) => `set:${name}`),
    ...draws.map(({ stream }) => `dice:${stream}`),
    ...assets.map((asset) => `asset:${asset}`),
    ...emits.map(({ name }) => `emit:${name}`),
    mark?.word ?? "",
    ...texts.map(({ text }) => text),
  ];
  return parts.join("\n").toLowerCase();
}

/** The rows of which one side holds all the words of a text; all of them for an empty text. Source: SPEC.md TV7. */
export function filterRows(
  rows: readonly TraceRow[],
  text: string,
  texts: { readonly golden: readonly string[]; readonly actual: readonly string[] },
): readonly TraceRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  const has = (side: string | undefined): boolean => side !== undefined && words.every((word) => side.includes(word));
  return rows.filter(({ golden, actual }) => has(texts.golden[golden ?? -1]) || has(texts.actual[actual ?? -1]));
}
