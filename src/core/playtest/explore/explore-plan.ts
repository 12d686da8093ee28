import type { Assertion } from "../assert/assertion.ts";
import type { AssertionResult } from "../assert/judged.ts";
import type { Coverage, Heat } from "../coverage/coverage.ts";
import type { ExploreFinding } from "./finding.ts";
import type { NeverTaken } from "./never-taken.ts";
import type { PlayStart } from "./play-start.ts";

/** States of one start that a map holds where nobody says. Guess: seconds of work, and some hundred megabytes. */
export const DEFAULT_STATES = 200_000;

/** Plays of a guided exploration where nobody says. Guess: ten times what The Intercept (343 choices) had use for. */
export const DEFAULT_PLAYS = 10_000;

/** How a story is to be explored. */
export interface ExplorePlan {
  /** `exhaustive`: all states that plays can reach. `guided`: plays, on from wherever something was new. */
  readonly policy: "exhaustive" | "guided";
  readonly seed: number;
  /** Null: every pov, in the story as it stands and in every worldline. */
  readonly starts: readonly PlayStart[] | null;
  /** Most plays of a guided exploration, shared out over the starts. */
  readonly plays: number;
  /** Most states to be mapped per start. */
  readonly states: number;
  readonly assertions: readonly Assertion[];
  /** As commands name the story; null where it is no file. */
  readonly storyFile: string | null;
  /** Assets whose file or spec does not exist, and why in words. */
  readonly missingAssets: ReadonlyMap<string, string>;
  /**
   * What was proven without playing, for every start: nodes that nobody comes to, and choices (`NODE/CHOICE`) that nobody
   * is offered, each with why in words.
   */
  readonly proven: ReadonlyMap<string, string>;
}

/** What exploring came to. */
export interface Exploration {
  /** Every state that plays from the starts can reach was gone through, whatever is drawn. */
  readonly complete: boolean;
  /** Why it is not complete; null where it is. */
  readonly why: string | null;
  readonly starts: readonly PlayStart[];
  /** Guided: plays made. Exhaustive: ways that lead to an end. */
  readonly plays: number;
  /** Nodes entered. */
  readonly steps: number;
  readonly coverage: Coverage;
  readonly neverTaken: NeverTaken;
  /** By kind, then in the order in which they were found. */
  readonly findings: readonly ExploreFinding[];
  readonly assertions: readonly AssertionResult[];
  /** Guided: how often plays came by. Exhaustive: how many states and ways there are. */
  readonly heat: Heat;
}
