import { checkGate, tallyOf, withPasses } from "./gate.ts";
import type { JudgedTrials } from "./report-scenario.ts";

/**
 * Why a run need not go on with a scenario: a hard failure was seen, or its gate is out of reach even if all trials that are
 * left pass in full. Null while it must go on, and where nothing is left.
 *
 * Source: SPEC.md VD12.
 */
export function earlyStop({
  scenario,
  results,
  requested,
}: Pick<JudgedTrials, "scenario" | "results" | "requested">): string | null {
  const left = requested - results.length;
  if (left <= 0) return null;
  const hard = results.find(({ status }) => status === "hard_fail");
  if (hard !== undefined) return `trial ${hard.trialIndex} is a hard failure`;
  const missed = checkGate(scenario, withPasses(tallyOf(results), left)).filter(({ holds }) => !holds);
  if (missed.length === 0) return null;
  return `the gate is out of reach even if the ${left} left pass: ${missed.map(({ why }) => why).join("; ")}`;
}
