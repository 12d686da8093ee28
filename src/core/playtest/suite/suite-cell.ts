import type { SuiteEntry } from "./suite.ts";

/** One playtest that a suite asks for, with everything settled that the suite alone settles. */
export interface SuiteCell extends Omit<SuiteEntry, "seed" | "maxSteps"> {
  /** The suite's name; null where a plan came without one. */
  readonly suite: string | null;
  /** Null where the suite says `default`, `auto` or nothing: the story's own default. */
  readonly pov: string | null;
  readonly seed: number;
  /** Whether the suite gave the seed; otherwise it is the category's place, and moves when one is put before it. */
  readonly isSeedGiven: boolean;
  readonly maxSteps: number;
}
