import { stripVTControlCharacters } from "node:util";

/** Lays rows out in columns, two spaces apart; no lines, no borders. Colour codes take no room. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, width(cell));
  return rows
    .map((row) =>
      row
        .map((cell, column) => pad(cell, widths[column] ?? 0, column === row.length - 1))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function pad(cell: string, to: number, last: boolean): string {
  return last ? cell : cell + " ".repeat(to - width(cell));
}

function width(text: string): number {
  return stripVTControlCharacters(text).length;
}
