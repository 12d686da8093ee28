import { digestOf } from "../../canonical/digest.ts";

/** All that tells one play's randomness from another's. Null where there is no suite. */
export interface SeedParts {
  readonly suite: string | null;
  readonly pov: string | null;
  readonly category: string | null;
  /** The story's id. */
  readonly story: string;
  readonly seed: number;
}

/**
 * The seed of a play's random streams: neighbouring seeds, povs and categories share nothing.
 *
 * Why mixed: the original fed the bare number to a linear generator, and its seeds 0 to 681 all took the first of two
 * equal choices. Source: contracts, section 8.1; SPEC.md PR2.
 */
export function mixSeed({ suite, pov, category, story, seed }: SeedParts): string {
  return digestOf({ category, pov, seed, story, suite });
}
