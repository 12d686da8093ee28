import type { AlignedPair } from "./cause.ts";
import { findSplit, type Box } from "./find-split.ts";

/**
 * Aligns the steps of two traces, so that a step that was inserted shifts none of those after it: a longest common
 * subsequence of their keys, as near to one as the effort allows where hardly anything is common.
 *
 * @param expected  One key per step, e.g. the id of the node that was entered; keys may repeat.
 * @returns every step of both once, in order; steps that only one trace has stand alone, the expected ones first.
 *
 * Time grows with length times difference up to a cap, memory with length. Source: E. W. Myers, "An O(ND) Difference
 * Algorithm and Its Variations" (1986), linear space variant; SPEC.md TD1-TD4.
 */
export function alignSteps(expected: readonly string[], actual: readonly string[]): AlignedPair[] {
  const sequences = internKeys(expected, actual);
  const partner = new Int32Array(expected.length).fill(ALONE);
  const open: Box[] = [{ aStart: 0, aEnd: sequences.a.length, bStart: 0, bEnd: sequences.b.length }];
  for (let box = open.pop(); box !== undefined; box = open.pop()) {
    const rest = matchEnds(sequences, box, partner);
    if (rest.aStart === rest.aEnd || rest.bStart === rest.bEnd) continue;
    const { x, y } = findSplit(sequences, rest);
    open.push({ ...rest, aEnd: x, bEnd: y }, { ...rest, aStart: x, bStart: y });
  }
  slideGaps(expected, partner);
  const inverse = invert(partner, actual.length);
  slideGaps(actual, inverse);
  return listPairs(invert(inverse, expected.length), actual.length);
}

const ALONE = -1;

/** Steps that have an equal on the other side, as numbers, and where each stands in its trace. */
export interface Sequences {
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly aPlaces: Int32Array;
  readonly bPlaces: Int32Array;
}

/** Steps whose key the other trace never has stand alone in any alignment, so they are left out at once. */
function internKeys(expected: readonly string[], actual: readonly string[]): Sequences {
  const numbers = new Map<string, number>();
  for (const key of expected) if (!numbers.has(key)) numbers.set(key, numbers.size);
  const inActual = new Set(actual);
  const a = keepCommon(expected, (key) => (inActual.has(key) ? numbers.get(key) : undefined));
  const b = keepCommon(actual, (key) => numbers.get(key));
  return { a: a.keys, b: b.keys, aPlaces: a.places, bPlaces: b.places };
}

function keepCommon(
  steps: readonly string[],
  numberOf: (key: string) => number | undefined,
): { keys: Int32Array; places: Int32Array } {
  const keys = new Int32Array(steps.length);
  const places = new Int32Array(steps.length);
  let count = 0;
  steps.forEach((key, place) => {
    const number = numberOf(key);
    if (number === undefined) return;
    keys[count] = number;
    places[count] = place;
    count += 1;
  });
  return { keys: keys.subarray(0, count), places: places.subarray(0, count) };
}

/** Matches what is equal at both ends of a box; what is between is left. */
function matchEnds({ a, b, aPlaces, bPlaces }: Sequences, box: Box, partner: Int32Array): Box {
  let { aStart, aEnd, bStart, bEnd } = box;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    partner[aPlaces[aStart] ?? 0] = bPlaces[bStart] ?? 0;
    aStart += 1;
    bStart += 1;
  }
  while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
    partner[aPlaces[aEnd] ?? 0] = bPlaces[bEnd] ?? 0;
  }
  return { aStart, aEnd, bStart, bEnd };
}

/**
 * Among equally long alignments, the one whose lone steps stand as late as they can: traces are aligned up to where they
 * really part. A run of lone steps moves down while its first step could stand for the one after it.
 */
function slideGaps(keys: readonly string[], partner: Int32Array): void {
  let start = 0;
  let above = ALONE;
  partner.forEach((_partner, at) => {
    const matched = partner[at] ?? ALONE;
    if (matched === ALONE) return;
    const canMove = start < at && matched === above + 1 && keys[start] === keys[at];
    if (canMove) {
      partner[start] = matched;
      partner[at] = ALONE;
    }
    start = canMove ? start + 1 : at + 1;
    above = matched;
  });
}

function invert(partner: Int32Array, length: number): Int32Array {
  const inverse = new Int32Array(length).fill(ALONE);
  partner.forEach((matched, at) => {
    if (matched !== ALONE) inverse[matched] = at;
  });
  return inverse;
}

function listPairs(partner: Int32Array, actualLength: number): AlignedPair[] {
  const pairs: AlignedPair[] = [];
  let next = 0;
  let alone: AlignedPair[] = [];
  partner.forEach((actual, expected) => {
    if (actual === ALONE) return void alone.push({ expected, actual: null });
    pairs.push(...alone);
    alone = [];
    for (; next < actual; next += 1) pairs.push({ expected: null, actual: next });
    pairs.push({ expected, actual });
    next = actual + 1;
  });
  pairs.push(...alone);
  for (; next < actualLength; next += 1) pairs.push({ expected: null, actual: next });
  return pairs;
}
