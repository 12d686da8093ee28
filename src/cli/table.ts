import { textWidth, wrapText } from "./wrap-text.ts";

/** A last column with less room than this is set below its rows instead of beside them. */
const NARROWEST = 24;
const BELOW_INDENT = 6;
const GAP = 2;

/**
 * Lays rows out in columns, two spaces apart; no lines, no borders. Colour codes take no room.
 *
 * Where a row is wider than `columns`, its last cell is broken between words and goes on under its own column. Where that
 * column would be too narrow, for one of its words or for reading, the last cells of all rows stand below them.
 */
export function formatTable(rows: readonly (readonly string[])[], columns = Infinity): string {
  const filled = rows.map((row) => row.slice(0, 1 + row.findLastIndex((cell) => cell !== "")));
  const widths: number[] = [];
  for (const row of filled) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, textWidth(cell));
  }
  const beside = filled.every((row) => fitsBeside(row, widths, columns));
  return filled.map((row) => formatRow(row, widths, { columns, beside })).join("\n");
}

/** Where the last cell of a row begins. */
function startOfLast(row: readonly string[], widths: readonly number[]): number {
  return widths.slice(0, Math.max(0, row.length - 1)).reduce((sum, width) => sum + width + GAP, 0);
}

function fitsBeside(row: readonly string[], widths: readonly number[], columns: number): boolean {
  const last = row.at(-1) ?? "";
  const room = columns - startOfLast(row, widths);
  if (textWidth(last) <= room) return true;
  return room >= Math.max(NARROWEST, ...last.split(" ").map(textWidth));
}

interface Look {
  readonly columns: number;
  readonly beside: boolean;
}

function formatRow(row: readonly string[], widths: readonly number[], { columns, beside }: Look): string {
  const before = row.slice(0, -1).map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - textWidth(cell) + GAP));
  const start = before.join("");
  const last = row.at(-1) ?? "";
  if (beside) return `${start}${wrapText(last, { columns, indent: startOfLast(row, widths) })}`;
  // A row that ends early has nothing in the last column.
  if (row.length < widths.length) return `${start}${last}`;
  return `${start.trimEnd()}\n${" ".repeat(BELOW_INDENT)}${wrapText(last, { columns, indent: BELOW_INDENT })}`;
}
