/** Longer names are not compared: nobody mistypes a word of this length into a known one. */
const MAX_LENGTH = 130;

/**
 * The candidate that `name` was probably meant to be, or undefined when none is near.
 * Near: equal but for case, `_` and `-`, or at most one edit per three letters (at least one)
 * of insert, delete, replace and swap. Among equals the first candidate wins.
 */
export function findNearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name === "" || name.length > MAX_LENGTH) return undefined;
  const plain = simplify(name);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || candidate.length > MAX_LENGTH) continue;
    const distance = simplify(candidate) === plain ? 0 : editDistance(name, candidate);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  return best;
}

/** The only candidate that `name` is one word of, e.g. `output_contains` for `contains`. */
function findByWord(name: string, candidates: readonly string[]): string | undefined {
  const found = candidates.filter((candidate) => name !== "" && candidate.split(/[_-]/).includes(name));
  return found.length === 1 ? found[0] : undefined;
}

/** ` (did you mean …?)`-style ending of a sentence, empty when nothing is near and no candidate has the name as a word. */
export function suggest(name: string, candidates: Iterable<string>): string {
  const all = [...candidates];
  const nearest = findNearest(name, all) ?? findByWord(name, all);
  return nearest === undefined ? "" : `: did you mean \`${nearest}\`?`;
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, "");
}

/** Optimal string alignment distance (Levenshtein plus swaps of neighbours). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replace = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const swap = isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity;
      current.push(Math.min(replace, swap, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
