import { factsOf, type TrialSoFar } from "../assert/facts-of.ts";
import type { TrialFacts } from "../assert/trial-facts.ts";
import { isSame } from "../../playtest/diff/same.ts";
import { redactEntry } from "../privacy/redact-entry.ts";
import type { Redactor } from "../privacy/redactor.ts";

/**
 * What may be told of a trial under way: the facts of its lines as they are recorded, secrets taken out; the facts themselves
 * where there is no secret.
 */
export function shownFacts(trial: TrialSoFar, facts: TrialFacts, redactor: Redactor): TrialFacts {
  const lines = trial.lines.map((line) => ({ i: line.i, ...redactEntry(line, redactor) }));
  return isSame(lines, trial.lines) ? facts : factsOf({ ...trial, lines });
}
