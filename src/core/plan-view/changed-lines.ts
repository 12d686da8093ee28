/** One line of a text as it will be, or that will be gone. */
export interface ChangedLine {
  readonly text: string;
  readonly change: "same" | "added" | "removed";
}

/** Above this many pairs of lines to compare, a changed stretch is shown as removed and added as a whole. */
const MOST_PAIRS = 1_000_000;

/** Compares two texts line by line and keeps as many lines as can be kept; what goes stands before what comes. */
export function changedLines(before: string, after: string): readonly ChangedLine[] {
  const old = before.split("\n");
  const now = after.split("\n");
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < old.length - start && end < now.length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const same = (lines: readonly string[]): ChangedLine[] => lines.map((text) => ({ text, change: "same" }));
  const middle = compareStretch(old.slice(start, old.length - end), now.slice(start, now.length - end));
  return [...same(now.slice(0, start)), ...middle, ...same(now.slice(now.length - end))];
}

function compareStretch(old: readonly string[], now: readonly string[]): ChangedLine[] {
  const lengths = old.length * now.length > MOST_PAIRS ? null : commonLengths(old, now);
  const lines: ChangedLine[] = [];
  let left = 0;
  let right = 0;
  while (left < old.length || right < now.length) {
    if (lengths !== null && left < old.length && old[left] === now[right]) {
      lines.push({ text: now[right] ?? "", change: "same" });
      left += 1;
      right += 1;
    } else if (left < old.length && (right === now.length || removesFirst(lengths, left, right))) {
      lines.push({ text: old[left] ?? "", change: "removed" });
      left += 1;
    } else {
      lines.push({ text: now[right] ?? "", change: "added" });
      right += 1;
    }
  }
  return lines;
}

function removesFirst(lengths: readonly (readonly number[])[] | null, left: number, right: number): boolean {
  return lengths === null || (lengths[left + 1]?.[right] ?? 0) >= (lengths[left]?.[right + 1] ?? 0);
}

/** Longest common subsequence of the rest from each pair of places. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  for (let left = old.length - 1; left >= 0; left -= 1) {
    const [row = [], below = []] = [lengths[left], lengths[left + 1]];
    for (let right = now.length - 1; right >= 0; right -= 1) {
      const isSame = old[left] === now[right];
      row[right] = isSame ? (below[right + 1] ?? 0) + 1 : Math.max(below[right] ?? 0, row[right + 1] ?? 0);
    }
  }
  return lengths;
}
