import type { FoundPath } from "../explore/found-path.ts";
import type { Witness } from "../explore/witness.ts";
import type { AssertionOutcome } from "./assertion.ts";

/** What became of one assertion. */
export interface AssertionResult {
  /** Its name, or what it says. */
  readonly assertion: string;
  readonly outcome: AssertionOutcome;
  readonly why: string;
  /** A play that shows the failure; null where it holds, is unknown, or no one play shows it. */
  readonly witness: Witness | null;
}

/** A verdict of one start, before its witness is made. */
export interface Verdict {
  readonly outcome: AssertionOutcome;
  readonly why: string;
  readonly path: FoundPath | null;
  /** The node that the path comes to. */
  readonly node: string;
}

export function holds(why: string): Verdict {
  return { outcome: "holds", why, path: null, node: "" };
}

export function unknown(why: string): Verdict {
  return { outcome: "unknown", why, path: null, node: "" };
}

export function fails(why: string, path: FoundPath | null = null, node = ""): Verdict {
  return { outcome: "fails", why, path, node };
}

/** The gravest of the verdicts of several starts: one failure fails, and what is not known of one is not known of all. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  const byOutcome = (outcome: AssertionOutcome): Verdict | undefined => verdicts.find((verdict) => verdict.outcome === outcome);
  return byOutcome("fails") ?? byOutcome("unknown") ?? verdicts[0] ?? unknown("it speaks of no play");
}
