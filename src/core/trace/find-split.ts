/** Two stretches that are aligned with each other: places `start` up to, not including, `end`. */
export interface Box {
  readonly aStart: number;
  readonly aEnd: number;
  readonly bStart: number;
  readonly bEnd: number;
}

/**
 * After so many differences the search settles for the furthest point reached. Guess: traces that differ in
 * hundreds of steps have other causes than the alignment of the rest; it keeps two traces of 100,000 unlike steps within seconds.
 */
const MAX_DIFFERENCES = 400;

/**
 * A point that a best alignment of the box runs through; both parts are smaller than the box. The box's first keys
 * differ, and its last ones too.
 *
 * Works from both ends at once, one more difference at a time: on each diagonal x - y it keeps how far along `a` an
 * alignment gets; where both searches meet is the middle.
 */
export function findSplit({ a, b }: { a: Int32Array; b: Int32Array }, box: Box): { x: number; y: number } {
  const own = a.subarray(box.aStart, box.aEnd);
  const other = b.subarray(box.bStart, box.bEnd);
  const forward = openFrontier(own, other);
  const backward = openFrontier(own.toReversed(), other.toReversed());
  for (;;) {
    const met = advance(forward, backward) ?? mirror(advance(backward, forward), forward);
    const found = met ?? (forward.round >= MAX_DIFFERENCES ? furthestOf(forward) : undefined);
    if (found !== undefined) return { x: box.aStart + found.x, y: box.bStart + found.y };
  }
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** One of the two searches; it counts from its own end of the box. */
interface Frontier {
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** By diagonal, from -m - 1: how far along `a` it got. Neighbours of a diagonal hold the round before. */
  readonly reached: Int32Array;
  /** Differences allowed so far. */
  round: number;
}

const UNREACHED = -1;

function openFrontier(a: Int32Array, b: Int32Array): Frontier {
  return { a, b, reached: new Int32Array(a.length + b.length + 3).fill(UNREACHED), round: -1 };
}

/** Allows one more difference; returns where the search now meets the other one, if it does. */
function advance(search: Frontier, other: Frontier): Point | undefined {
  search.round += 1;
  const { a, b, reached, round } = search;
  const n = a.length;
  const m = b.length;
  const last = Math.min(round, n - parityGap(round, n));
  for (let diagonal = -Math.min(round, m - parityGap(round, m)); diagonal <= last; diagonal += 2) {
    let x = stepInto(search, diagonal);
    while (x !== UNREACHED && x < n && x - diagonal < m && a[x] === b[x - diagonal]) x += 1;
    reached[diagonal + m + 1] = x;
    const opposite = other.reached[n - diagonal + 1] ?? UNREACHED;
    if (x !== UNREACHED && opposite !== UNREACHED && x + opposite >= n) return { x, y: x - diagonal };
  }
  return undefined;
}

/** Where a diagonal is entered from the better of its neighbours, one step right or down. */
function stepInto({ a, b, reached, round }: Frontier, diagonal: number): number {
  if (round === 0) return 0;
  const m = b.length;
  const right = reached[diagonal + m] ?? UNREACHED;
  const down = reached[diagonal + m + 2] ?? UNREACHED;
  const afterRight = right !== UNREACHED && right < a.length ? right + 1 : UNREACHED;
  const afterDown = down !== UNREACHED && down - diagonal <= m ? down : UNREACHED;
  return afterRight > afterDown ? afterRight : afterDown;
}

function mirror(point: Point | undefined, { a, b }: Frontier): Point | undefined {
  return point === undefined ? undefined : { x: a.length - point.x, y: b.length - point.y };
}

function furthestOf({ b, reached }: Frontier): Point {
  let best: Point = { x: 0, y: 0 };
  reached.forEach((x, place) => {
    const y = x - (place - b.length - 1);
    if (x !== UNREACHED && x + y > best.x + best.y) best = { x, y };
  });
  return best;
}

/** 1 where a bound has not the parity of the round, so that the nearest diagonal inside it is one further in. */
function parityGap(round: number, bound: number): 0 | 1 {
  return (Math.abs(round - bound) & 1) === 0 ? 0 : 1;
}
