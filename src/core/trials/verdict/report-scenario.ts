import { compareCodeUnits } from "../../canonical/order.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { checkGate, type Tally, tallyOf } from "./gate.ts";
import { labelFlake } from "./label-flake.ts";
import { passAtK, passHatK } from "./pass-at-k.ts";
import { percentile } from "./percentile.ts";
import type { ScenarioReport, ScenarioVerdict, TrialResult } from "./scenario-report.ts";
import { wilson } from "./wilson.ts";

/** What is known of a scenario's trials. */
export interface JudgedTrials {
  readonly scenario: Pick<Scenario, "name" | "file" | "threshold" | "gate">;
  readonly results: readonly TrialResult[];
  readonly requested: number;
  readonly stoppedEarly: string | null;
  /** `--allow-infra`: trials that nobody could judge are left out, as long as some were judged. */
  readonly allowInfra: boolean;
}

/**
 * What a scenario's trials come to: `infra` where trials could not be judged, `hard_fail` where one broke a required
 * assertion, else what the gate says. Shares and percentiles are of the trials that were judged.
 *
 * Source: SPEC.md VD1 to VD14.
 */
export function reportScenario(trials: JudgedTrials): ScenarioReport {
  const { scenario, results, requested, stoppedEarly } = trials;
  const judged = results.filter(({ status }) => status !== "infra_error");
  const tally = tallyOf(results);
  const hardFailed = results.filter(({ status }) => status === "hard_fail").length;
  return {
    name: scenario.name,
    file: scenario.file,
    ...verdictOf(trials, tally),
    requested,
    trials: results.length,
    passed: tally.passed,
    failed: tally.judged - tally.passed - hardFailed,
    hardFailed,
    infra: results.length - tally.judged,
    rate: tally.judged === 0 ? null : tally.passed / tally.judged,
    wilson: wilson(tally.passed, tally.judged),
    ...estimates(scenario, tally),
    flake: labelFlake(results),
    score: describeScores(judged),
    latencyMs: describeLatency(judged),
    cost: sumKnown(results.map(({ costUsd }) => costUsd)),
    judgeCost: sumKnown(results.map(({ judgeCostUsd }) => judgeCostUsd)),
    retries: results.reduce((sum, { retries }) => sum + retries, 0),
    stoppedEarly,
    failures: listFailures(judged),
    results,
  };
}

function verdictOf(trials: JudgedTrials, tally: Tally): { readonly verdict: ScenarioVerdict; readonly why: string } {
  const { scenario, results, allowInfra } = trials;
  const infra = results.length - tally.judged;
  if (tally.judged === 0 && infra === 0) return { verdict: "infra", why: "no trial ran" };
  if (infra > 0 && !(allowInfra && tally.judged > 0)) {
    return { verdict: "infra", why: `${infra} of ${results.length} trials could not be judged` };
  }
  const leftOut = infra > 0 ? `; ${infra} of ${results.length} trials could not be judged and are left out` : "";
  const hard = results.filter(({ status }) => status === "hard_fail");
  if (hard.length > 0) return { verdict: "hard_fail", why: `${hardWords(hard, tally.judged)}${leftOut}` };
  const parts = checkGate(scenario, tally);
  const missed = parts.filter(({ holds }) => !holds);
  const counted = `${tally.passed} of ${tally.judged} trials passed`;
  const shown = (missed.length > 0 ? missed : parts).map(({ why }) => why).join("; ");
  return { verdict: missed.length > 0 ? "fail" : "pass", why: `${counted}; ${shown}${leftOut}` };
}

function hardWords(hard: readonly TrialResult[], judged: number): string {
  const broken = hard.flatMap(({ assertions }) => assertions.filter(({ required, outcome }) => required && outcome !== "pass"));
  const names = [...new Set(broken.map(({ name }) => `\`${name}\``))].toSorted(compareCodeUnits);
  return `${hard.length} of ${judged} trials did not meet what is required: ${names.join(", ")}`;
}

/** The numbers of trials that people ask about. */
const SHOWN_K = [1, 2, 3, 5, 10];

function estimates({ gate }: JudgedTrials["scenario"], { passed, judged }: Tally): Pick<ScenarioReport, "passAtK" | "passHatK"> {
  const asked = gate?.passHatK == null ? SHOWN_K : [...SHOWN_K, gate.passHatK.k];
  const numbers = asked.filter((k) => k <= judged);
  const byK = (estimate: typeof passAtK): Record<string, number> =>
    Object.fromEntries(numbers.map((k) => [String(k), estimate(passed, judged, k) ?? 0]));
  return { passAtK: byK(passAtK), passHatK: byK(passHatK) };
}

function describeScores(judged: readonly TrialResult[]): ScenarioReport["score"] {
  const scores = judged.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return { mean: null, min: null };
  const least = scores.reduce((min, score) => Math.min(min, score));
  return { mean: scores.reduce((sum, score) => sum + score, 0) / scores.length, min: least };
}

function describeLatency(judged: readonly TrialResult[]): ScenarioReport["latencyMs"] {
  const all = judged.map(({ latencyMs }) => latencyMs);
  return { p50: percentile(all, 50), p95: percentile(all, 95), max: percentile(all, 100) };
}

/** What one unknown figure is part of is unknown. */
function sumKnown(figures: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const figure of figures) {
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}

type Failure = ScenarioReport["failures"][number];

function listFailures(judged: readonly TrialResult[]): readonly Failure[] {
  const failures = new Map<string, Failure>();
  for (const { name, outcome, why } of judged.flatMap(({ assertions }) => assertions)) {
    if (outcome === "pass") continue;
    const seen = failures.get(name) ?? { name, failed: 0, skipped: 0, why };
    const isFailed = outcome === "fail";
    failures.set(name, { ...seen, failed: seen.failed + (isFailed ? 1 : 0), skipped: seen.skipped + (isFailed ? 0 : 1) });
  }
  return [...failures.values()].toSorted(byImportance);
}

function byImportance(one: Failure, other: Failure): number {
  return other.failed - one.failed || other.skipped - one.skipped || compareCodeUnits(one.name, other.name);
}
