import { compareCodeUnits } from "../canonical/order.ts";

/** Cells of one row: the items from `start` on. */
export interface CellRow {
  readonly kind: "cells";
  readonly start: number;
  readonly count: number;
}

/** The heading of a group and how many items it has. */
export interface HeadingRow {
  readonly kind: "heading";
  readonly heading: string;
  readonly count: number;
}

export type LibraryRow = CellRow | HeadingRow;

/** Items under one heading, in order. An empty heading is shown without one. */
export interface Group<T> {
  readonly heading: string;
  readonly items: readonly T[];
}

/**
 * Groups items by the headings that each belongs to; what belongs to none comes last under `rest`.
 *
 * @param headingsOf  Headings of one item, e.g. its tags; an item with several stands under each of them.
 */
export function groupItems<T>(
  items: readonly T[],
  headingsOf: (item: T) => readonly string[],
  rest: string,
): readonly Group<T>[] {
  const groups = new Map<string, T[]>();
  const without: T[] = [];
  for (const item of items) {
    const headings = headingsOf(item);
    if (headings.length === 0) without.push(item);
    for (const heading of headings) {
      const group = groups.get(heading);
      if (group === undefined) groups.set(heading, [item]);
      else group.push(item);
    }
  }
  const named = [...groups].toSorted(([a], [b]) => compareCodeUnits(a, b)).map(([heading, own]) => ({ heading, items: own }));
  return without.length === 0 ? named : [...named, { heading: rest, items: without }];
}

/** Lays groups out in rows of `columns` cells, each group under its heading. Items count on through all groups. */
export function layRows(groups: readonly Group<unknown>[], columns: number): readonly LibraryRow[] {
  const rows: LibraryRow[] = [];
  let next = 0;
  for (const { heading, items } of groups) {
    if (items.length === 0) continue;
    if (heading !== "") rows.push({ kind: "heading", heading, count: items.length });
    for (let done = 0; done < items.length; done += columns) {
      const count = Math.min(columns, items.length - done);
      rows.push({ kind: "cells", start: next + done, count });
    }
    next += items.length;
  }
  return rows;
}

/** Where a key leads. `rows`: rows of cells to move by; a page is as many rows as can be seen. */
export type Move = { readonly by: "item" | "row"; readonly count: number } | { readonly to: "start" | "end" };

/**
 * Moves the focus in two dimensions: sideways it flows on into the next row, up and down it keeps its column as far as
 * the row reaches, and it never leaves the grid.
 *
 * @param from  Index of the item that has the focus.
 * @returns the index of the item that gets it.
 */
export function moveFocus(rows: readonly LibraryRow[], from: number, move: Move): number {
  const cells = rows.filter((row) => row.kind === "cells");
  const last = cells.at(-1);
  if (last === undefined) return 0;
  const end = last.start + last.count - 1;
  if ("to" in move) return move.to === "start" ? 0 : end;
  if (move.by === "item") return clamp(from + move.count, end);
  const at = cells.findIndex((row) => from < row.start + row.count);
  const row = cells[at] ?? last;
  const target = cells[clamp(at + move.count, cells.length - 1)] ?? last;
  // At the first and last row, up and down stay where they are instead of jumping sideways.
  if (target === row) return from;
  return target.start + Math.min(from - row.start, target.count - 1);
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

/** Index of the row that an item stands in; -1 where there is none. */
export function rowOfItem(rows: readonly LibraryRow[], index: number): number {
  return rows.findIndex((row) => row.kind === "cells" && index >= row.start && index < row.start + row.count);
}
