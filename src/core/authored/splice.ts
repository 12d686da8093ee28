/** A stretch of text to replace; start and end are the same for an insertion. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Applies splices that do not overlap, in any order; those at one offset in the order given. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = "";
  let reached = 0;
  for (const splice of splices.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(reached, splice.start) + splice.text;
    reached = splice.end;
  }
  return result + text.slice(reached);
}
