/** What a board shows: the cards of each column that is open, by key, in order. */
export type BoardKeys = readonly (readonly string[])[];

export type Step = "up" | "down" | "left" | "right" | "first" | "last";

/**
 * The card that the focus goes to.
 *
 * @param columns  Empty columns are passed over.
 * @param from     The card that has the focus; one that is no longer there counts as none.
 * @returns the card's key: the same one at an edge, undefined only on an empty board. Sideways, the place in the column is
 *          kept as far as the next one reaches.
 */
export function stepFocus(columns: BoardKeys, from: string | undefined, step: Step): string | undefined {
  const at = columns.findIndex((keys) => from !== undefined && keys.includes(from));
  if (at === -1) return columns.find((keys) => keys.length > 0)?.[0];
  const column = columns[at] as readonly string[];
  const row = column.indexOf(from as string);
  switch (step) {
    case "up":
      return column[Math.max(0, row - 1)];
    case "down":
      return column[Math.min(column.length - 1, row + 1)];
    case "first":
      return column[0];
    case "last":
      return column.at(-1);
    case "left":
      return beside(columns.slice(0, at).toReversed(), row) ?? from;
    case "right":
      return beside(columns.slice(at + 1), row) ?? from;
  }
}

function beside(columns: BoardKeys, row: number): string | undefined {
  const next = columns.find((keys) => keys.length > 0);
  return next?.[Math.min(row, next.length - 1)];
}

/**
 * The card that takes the focus over when the one that had it is gone: the one that now stands in its place, else the last
 * of that column, else the nearest column's.
 *
 * @param before  The board when the card was still there.
 */
export function heirOf(before: BoardKeys, now: BoardKeys, gone: string): string | undefined {
  const at = before.findIndex((keys) => keys.includes(gone));
  if (at === -1) return stepFocus(now, undefined, "first");
  const row = (before[at] as readonly string[]).indexOf(gone);
  const own = now[at] ?? [];
  return own[Math.min(row, own.length - 1)] ?? beside(now.slice(at + 1), row) ?? beside(now.slice(0, at).toReversed(), row);
}
