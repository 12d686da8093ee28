import { compareCodeUnits } from "../../canonical/order.ts";
import type { RunReport, ScenarioReport, ScenarioVerdict, TrialResult } from "../verdict/scenario-report.ts";
import { type RateDifference, rateDifference } from "./rate-difference.ts";

/** A run, and what its scenarios were when it ran. */
export interface ComparedRun {
  readonly report: RunReport;
  /** By scenario. */
  readonly hashes: ReadonlyMap<string, { readonly execution: string; readonly evaluation: string }>;
}

/** Two runs, the earlier one first, scenario by scenario. */
export interface RunComparison {
  readonly a: RunHead;
  readonly b: RunHead;
  readonly scenarios: readonly ScenarioComparison[];
}

export type RunHead = Pick<RunReport, "runId" | "createdAt" | "recordingMode" | "exitCode">;

/**
 * `better`, `worse`: the interval of the difference leaves out zero. `not_shown`: it does not, whatever the rates look like.
 * `not_comparable`: another scenario was run, or it was judged otherwise. `unknown`: one side has no judged trial.
 */
export type Change = "better" | "worse" | "not_shown" | "not_comparable" | "unknown";

export interface ScenarioComparison {
  readonly name: string;
  readonly change: Change;
  /** One sentence. */
  readonly why: string;
  /** Null where that run does not have it. */
  readonly a: ComparedSide | null;
  readonly b: ComparedSide | null;
  /** Of the pass rates; null where they are not comparable or unknown. */
  readonly rate: RateDifference | null;
  readonly assertions: readonly AssertionComparison[];
}

export interface ComparedSide {
  readonly verdict: ScenarioVerdict;
  readonly passed: number;
  readonly judged: number;
  readonly rate: number | null;
  readonly wilson: readonly [low: number, high: number] | null;
  readonly meanScore: number | null;
  readonly flake: ScenarioReport["flake"]["label"];
  /** Mean of a trial's own calls and judges; null: unknown. */
  readonly costPerTrial: number | null;
  readonly latencyMs: ScenarioReport["latencyMs"];
}

export interface AssertionComparison {
  readonly name: string;
  readonly change: Change;
  /** Null where that run does not have it. */
  readonly a: AssertionCount | null;
  readonly b: AssertionCount | null;
  readonly rate: RateDifference | null;
}

/** Of the trials that were judged. */
export interface AssertionCount {
  readonly passed: number;
  readonly judged: number;
}

/**
 * Compares two runs. A change of a rate is called one only where its interval leaves out zero; scenarios that were not the
 * same are not compared at all, though the figures of both stand side by side.
 *
 * Source: SPEC.md RT9 to RT12.
 */
export function compareRuns(a: ComparedRun, b: ComparedRun): RunComparison {
  const names = [...new Set([...a.report.scenarios, ...b.report.scenarios].map(({ name }) => name))];
  const find = (run: ComparedRun, name: string): ScenarioReport | undefined =>
    run.report.scenarios.find((each) => each.name === name);
  const scenarios = names.map((name) => {
    const standing = standingOf(a.hashes.get(name), b.hashes.get(name));
    return compareScenario({ name, standing, a: find(a, name), b: find(b, name) });
  });
  return { a: headOf(a.report), b: headOf(b.report), scenarios };
}

function headOf({ runId, createdAt, recordingMode, exitCode }: RunReport): RunHead {
  return { runId, createdAt, recordingMode, exitCode };
}

type Hashes = { readonly execution: string; readonly evaluation: string } | undefined;

/** Why two scenarios of one name are not compared; null where they are the same. */
function standingOf(a: Hashes, b: Hashes): string | null {
  if (a === undefined || b === undefined) return "it is not known what was run";
  if (a.execution !== b.execution) return "what was run changed: model, prompts, tools or parameters";
  return a.evaluation === b.evaluation ? null : "what it was judged by changed: assertions, threshold or gate";
}

interface Pair {
  readonly name: string;
  readonly standing: string | null;
  readonly a: ScenarioReport | undefined;
  readonly b: ScenarioReport | undefined;
}

function compareScenario({ name, standing, a, b }: Pair): ScenarioComparison {
  const sides = { name, a: a === undefined ? null : sideOf(a), b: b === undefined ? null : sideOf(b) };
  if (a === undefined || b === undefined) {
    return {
      ...sides,
      change: "not_comparable",
      why: `only the ${a === undefined ? "later" : "earlier"} run has it`,
      rate: null,
      assertions: [],
    };
  }
  const rate = standing === null ? rateDifference(countOf(a), countOf(b)) : null;
  const change = standing === null ? changeOf(rate) : "not_comparable";
  return { ...sides, change, why: standing ?? whyOf(rate), rate, assertions: compareAssertions(a, b, standing === null) };
}

function whyOf(rate: RateDifference | null): string {
  if (rate === null) return "a run without a judged trial says nothing of the rate";
  return rate.shown ? "the interval of the difference leaves out zero" : "the interval of the difference holds zero";
}

function changeOf(rate: RateDifference | null): Change {
  if (rate === null) return "unknown";
  if (!rate.shown) return "not_shown";
  return rate.difference > 0 ? "better" : "worse";
}

function countOf({ passed, trials, infra }: ScenarioReport): AssertionCount {
  return { passed, judged: trials - infra };
}

function sideOf(report: ScenarioReport): ComparedSide {
  const { verdict, rate, wilson, score, flake, latencyMs, cost, judgeCost, trials } = report;
  const isKnown = cost !== null && judgeCost !== null && trials > 0;
  return {
    verdict,
    ...countOf(report),
    rate,
    wilson,
    meanScore: score.mean,
    flake: flake.label,
    costPerTrial: isKnown ? (cost + judgeCost) / trials : null,
    latencyMs,
  };
}

function compareAssertions(a: ScenarioReport, b: ScenarioReport, isComparable: boolean): readonly AssertionComparison[] {
  const [before, after] = [countAssertions(a.results), countAssertions(b.results)];
  const names = [...new Set([...before.keys(), ...after.keys()])].toSorted(compareCodeUnits);
  return names.map((name) => {
    const [was, is] = [before.get(name) ?? null, after.get(name) ?? null];
    if (was === null || is === null || !isComparable) return { name, change: "not_comparable", a: was, b: is, rate: null };
    const rate = rateDifference(was, is);
    return { name, change: changeOf(rate), a: was, b: is, rate };
  });
}

/** What was skipped or is unknown was not judged. */
function countAssertions(results: readonly TrialResult[]): ReadonlyMap<string, AssertionCount> {
  const counts = new Map<string, AssertionCount>();
  const judgedTrials = results.filter(({ status }) => status !== "infra_error");
  for (const { name, outcome } of judgedTrials.flatMap(({ assertions }) => assertions)) {
    const { passed, judged } = counts.get(name) ?? { passed: 0, judged: 0 };
    const isJudged = outcome === "pass" || outcome === "fail";
    counts.set(name, { passed: passed + (outcome === "pass" ? 1 : 0), judged: judged + (isJudged ? 1 : 0) });
  }
  return counts;
}
