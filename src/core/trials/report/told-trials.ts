import type { ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import { worstFirst } from "./pick-worst.ts";

/** Trials of one scenario that a page tells in full. Guess: who has read 20 that failed looks for a cause, not for more. */
const MAX_TOLD = 20;

/** Trials of a scenario that a page tells in full: those that did not pass, the worst first. Source: SPEC.md RT15. */
export function toldTrials(scenario: Pick<ScenarioReport, "verdict" | "results">): readonly TrialResult[] {
  return worstFirst(scenario).slice(0, MAX_TOLD);
}
