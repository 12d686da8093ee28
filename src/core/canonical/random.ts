import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** Name and version of the generator; part of every start state, so that another version never repeats its streams. */
export const RANDOM_ALGORITHM = "sfc32/1";

/** How many values a draw can have. */
const RANGE = 0x1_0000_0000;

/** A deterministic source of integers. Streams that differ in seed or name share nothing. */
export interface RandomStream {
  /** The next integer in [0, 2^32-1]. */
  nextUint32(): number;
  /** The next integer in [0, bound-1], without modulo bias; `bound` is an integer in [1, 2^32], else RangeError. */
  nextBelow(bound: number): number;
  /** Where the stream stands; `resumeStream` goes on from it. */
  state(): StreamState;
}

/** A stream's place as plain JSON data: the four 32-bit words of the generator. Equal places give equal draws from there on. */
export type StreamState = readonly [number, number, number, number];

/**
 * Opens the stream of one purpose under one seed, e.g. `openStream(42, "creature/eyes")`.
 * The start state is SHA-256 of seed and name, so neighbouring seeds (0, 1, 2…) are unrelated.
 *
 * @param seed  A number, or a text of one line; a number and its decimal text are one seed.
 * Source: Chris Doty-Humphrey's sfc32 (PractRand); SPEC.md D6.
 */
export function openStream(seed: number | string, name: string): RandomStream {
  // The line break ends the seed, so that no other pair of seed and name gives the same text.
  if (String(seed).includes("\n")) throw new RangeError("openStream: a seed is one line");
  const view = new DataView(sha256(utf8ToBytes(`${RANDOM_ALGORITHM}\n${seed}\n${name}`)).buffer);
  return resumeStream([view.getUint32(0), view.getUint32(4), view.getUint32(8), 1]);
}

/** Opens a stream at a place where another one stood; drawing from either never moves the other. Source: SPEC.md D8. */
export function resumeStream(state: StreamState): RandomStream {
  let [a, b, c, counter] = state;
  const nextUint32 = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  return {
    nextUint32,
    nextBelow: (bound) => drawBelow(nextUint32, bound),
    state: () => [a >>> 0, b >>> 0, c >>> 0, counter >>> 0],
  };
}

/** Rejects the uneven tail of the range, so that every value is equally likely. */
function drawBelow(nextUint32: () => number, bound: number): number {
  if (!Number.isInteger(bound) || bound < 1 || bound > RANGE) throw new RangeError(`nextBelow: no integer is below ${bound}`);
  const limit = RANGE - (RANGE % bound);
  let draw = nextUint32();
  while (draw >= limit) draw = nextUint32();
  return draw % bound;
}
