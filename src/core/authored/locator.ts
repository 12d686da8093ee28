import type { Place } from "../errors.ts";

/** Turns offsets into places of one file. */
export type Locator = (offset: number) => Place;

/**
 * A locator for `text`: line and column count from 1, columns in UTF-16 code units, as editors show them.
 * A line ends at `\n`; the `\r` of `\r\n` belongs to the line it ends.
 */
export function createLocator(file: string, text: string): Locator {
  const starts = [0];
  for (let end = text.indexOf("\n"); end !== -1; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return (offset) => {
    const line = lastAtOrBefore(starts, offset);
    return { file, line: line + 1, column: offset - (starts[line] ?? 0) + 1 };
  };
}

/** Index of the last number in the ascending list that is not above `offset`. */
function lastAtOrBefore(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
