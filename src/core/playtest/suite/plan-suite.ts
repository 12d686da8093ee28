import { DEFAULT_MAX_STEPS } from "../run/play-request.ts";
import type { Suite } from "./suite.ts";
import type { SuiteCell } from "./suite-cell.ts";
import { DEFAULT_POVS } from "./suite-schema.ts";

/** What a caller says of a whole suite; it stands over what the suite says, and each cell's own words over both. */
export interface SuiteWishes {
  readonly seedOffset?: number | undefined;
  readonly workflow?: string | undefined;
}

/**
 * The cells of a suite, in its order. A cell without a seed of its own takes `seedOffset` and its category's place within
 * its pov; the seed is mixed with suite, pov, category and story when it is played (`mixSeed`).
 *
 * Source: contracts, section 8.1; the seed's `run_per_pov_suite`; SPEC.md SU5, SU6.
 */
export function planSuite(suite: Suite, wishes: SuiteWishes = {}): SuiteCell[] {
  const { seedOffset = suite.seedOffset, workflow = suite.workflow } = wishes;
  const places = new Map<string, number>();
  return suite.entries.map((entry) => {
    const place = places.get(entry.povKey) ?? 0;
    places.set(entry.povKey, place + 1);
    return {
      ...entry,
      suite: suite.name,
      pov: DEFAULT_POVS.includes(entry.povKey) ? null : entry.povKey,
      seed: entry.seed ?? seedOffset + place,
      isSeedGiven: entry.seed !== null,
      workflow: entry.workflow ?? workflow,
      maxSteps: entry.maxSteps ?? DEFAULT_MAX_STEPS,
    };
  });
}
