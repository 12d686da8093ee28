import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

/** Name and version of the generator behind every stream; recorded wherever draws are. */
export const RANDOM_ALGORITHM = "sfc32/1";

/** A deterministic source of integers. Two streams with different names share nothing. */
export interface RandomStream {
  /** The next integer in [0, 2^32-1]. */
  nextUint32(): number;
  /** The next integer in [0, bound-1], without modulo bias; `bound` in [1, 2^32]. */
  nextBelow(bound: number): number;
}

/**
 * Opens the stream of one purpose under one seed, e.g. `openStream(42, "creature/eyes")`.
 * The start state is SHA-256 of seed and name, so neighbouring seeds (0, 1, 2…) are unrelated.
 *
 * Source: Chris Doty-Humphrey's sfc32 (PractRand); SPEC.md D6.
 */
export function openStream(seed: number | string, name: string): RandomStream {
  const view = new DataView(sha256(utf8ToBytes(`${RANDOM_ALGORITHM}\n${seed}\n${name}`)).buffer);
  let a = view.getUint32(0);
  let b = view.getUint32(4);
  let c = view.getUint32(8);
  let counter = 1;
  const nextUint32 = (): number => {
    const result = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  return { nextUint32, nextBelow: (bound) => drawBelow(nextUint32, bound) };
}

/** Rejects the uneven tail of the range, so that every value is equally likely. */
function drawBelow(nextUint32: () => number, bound: number): number {
  const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
  let draw = nextUint32();
  while (draw >= limit) draw = nextUint32();
  return draw % bound;
}
