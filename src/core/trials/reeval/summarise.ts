import { combineExitCodes } from "../../errors.ts";
import type { AssertionResult } from "../assert/assertion.ts";
import type { TrialStatus } from "../record/trial-lines.ts";
import type { TrialTrace } from "../record/trial-trace.ts";
import { sumTrial } from "../run/trial-sums.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { exitCodeOfVerdict } from "../verdict/exit-code.ts";
import { reportScenario } from "../verdict/report-scenario.ts";
import type { ScenarioVerdict, TrialResult } from "../verdict/scenario-report.ts";
import { OVER_LIMIT } from "../verdict/score-trial.ts";
import type { RejudgedTrial } from "./reeval-trace.ts";

/** One trace that was judged anew. */
export interface ReevaluatedTrace {
  readonly traceId: string;
  readonly trialIndex: number;
  readonly scenario: string;
  readonly status: TrialStatus;
  readonly score: number | null;
  /** What it came to when it was recorded; null of a trial that was cut off. */
  readonly recorded: { readonly status: TrialStatus; readonly score: number | null } | null;
  /** Whether its end is missing, so that it was judged by its beginning. */
  readonly partial: boolean;
  /** Null where no scenario was given to compare with. */
  readonly drift: boolean | null;
  readonly assertions: readonly AssertionResult[];
}

/** An assertion that traces could not decide, and how many. */
export interface SkippedAssertion {
  readonly assertion: string;
  readonly reason: string;
  readonly required: boolean;
  readonly traces: number;
}

/** What judging anew came to, apart from its traces. */
export interface ReevalSummary {
  /** Mean of the traces that were judged; null where none was. */
  readonly score: number | null;
  readonly verdict: ScenarioVerdict;
  readonly why: string;
  /** How many assertions were judged, in at least one trace. */
  readonly used: number;
  readonly skipped: readonly SkippedAssertion[];
  readonly exitCode: number;
}

/** A trace with the scenario that it was judged by, and what came of it. */
export interface Rejudged {
  readonly trace: TrialTrace;
  readonly scenario: Scenario;
  readonly trial: RejudgedTrial;
}

/** How the traces belong together. */
export interface SummaryOptions {
  /** Several trials, which meet a gate together; else one, which has its own verdict. */
  readonly isRun: boolean;
  readonly allowInfra: boolean;
  /** Traces that could not be judged at all, because they are damaged or cut off. */
  readonly unreadable: number;
  /** Trials of the run that left no trace at all: it was stopped before they began. */
  readonly missing: number;
}

/**
 * What judging traces anew comes to. Where one could not be read, or was never run, it is no pass, whatever the others show.
 *
 * Source: SPEC.md RE7 to RE9.
 */
export function summariseReeval(judged: readonly Rejudged[], options: SummaryOptions): ReevalSummary {
  const verdicts = options.isRun ? verdictsOfRun(judged, options) : judged.map(verdictOfOne);
  const worst = WORST.find((each) => verdicts.some(({ verdict }) => verdict === each)) ?? "infra";
  const scores = judged.flatMap(({ trial: { score } }) => (score === null ? [] : [score]));
  const gaps = gapsOf(options);
  const verdict = worst === "pass" && gaps.length > 0 ? "infra" : worst;
  // What is damaged has an exit code of its own.
  const told = options.unreadable > 0 ? worst : verdict;
  return {
    score: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
    verdict,
    why: [...verdicts.map(({ why }) => why), ...gaps].join("; "),
    ...countAssertions(judged.flatMap(({ trial }) => trial.assertions)),
    exitCode: combineExitCodes([exitCodeOfVerdict(told), ...(options.unreadable > 0 ? [UNREADABLE_EXIT] : [])]),
  };
}

/** What keeps traces that were judged from being all of them. */
function gapsOf({ unreadable, missing, allowInfra }: SummaryOptions): readonly string[] {
  return [
    ...(unreadable > 0 ? [`${unreadable} ${unreadable === 1 ? "trace" : "traces"} could not be read`] : []),
    ...(missing > 0 && !allowInfra ? [`${missing} ${missing === 1 ? "trial was" : "trials were"} not run`] : []),
  ];
}

const WORST: readonly ScenarioVerdict[] = ["infra", "hard_fail", "fail", "pass"];

/** As of every trace that is not what was written. */
const UNREADABLE_EXIT = 5;

interface Verdict {
  readonly verdict: ScenarioVerdict;
  readonly why: string;
}

function verdictsOfRun(judged: readonly Rejudged[], { allowInfra }: SummaryOptions): readonly Verdict[] {
  const byScenario = Map.groupBy(judged, ({ scenario }) => scenario);
  return [...byScenario].map(([scenario, trials]) => {
    const results = trials.map(resultOf);
    const { verdict, why } = reportScenario({ scenario, results, requested: results.length, stoppedEarly: null, allowInfra });
    return { verdict, why: byScenario.size === 1 ? why : `${scenario.name}: ${why}` };
  });
}

const VERDICTS: Readonly<Record<TrialStatus, ScenarioVerdict>> = {
  passed: "pass",
  failed: "fail",
  hard_fail: "hard_fail",
  infra_error: "infra",
};

function verdictOfOne({ trace, trial: { status, score, assertions }, scenario }: Rejudged): Verdict {
  const verdict = VERDICTS[status];
  if (verdict === "infra") return { verdict, why: "the trial could not be judged" };
  const broken = assertions.filter(({ required, outcome }) => required && outcome !== "pass").map(({ name }) => `\`${name}\``);
  if (verdict === "hard_fail") return { verdict, why: `what is required is not met: ${broken.join(", ")}` };
  const end = trace.footer?.finishReason ?? "interrupted";
  if (verdict === "fail" && OVER_LIMIT.has(end)) return { verdict, why: `the scenario's own limit ended it: ${end}` };
  return { verdict, why: `score ${Number((score ?? 0).toFixed(3))}, at least ${scenario.threshold} asked` };
}

function resultOf({ trace: { header, lines, footer }, trial }: Rejudged): TrialResult {
  const sums = sumTrial(lines);
  return {
    traceId: header.traceId,
    trialIndex: header.trialIndex,
    status: trial.status,
    score: trial.score,
    finishReason: footer?.finishReason ?? "interrupted",
    assertions: trial.assertions,
    costUsd: sums.costUsd,
    judgeCostUsd: costOf(trial),
    tokens: sums.tokens,
    latencyMs: footer?.latencyMs ?? 0,
    turns: sums.turns,
    retries: sums.retries,
    error: null,
    digest: footer?.digest ?? null,
  };
}

/** What the votes that were asked for cost, in USD; null: unknown. */
export function costOf({ votes }: Pick<RejudgedTrial, "votes">): number | null {
  let sum = 0;
  for (const { costUsd } of votes) {
    if (costUsd === null) return null;
    sum += costUsd;
  }
  return sum;
}

function countAssertions(results: readonly AssertionResult[]): Pick<ReevalSummary, "used" | "skipped"> {
  const used = new Set<string>();
  const skipped = new Map<string, SkippedAssertion>();
  for (const { name, outcome, why, required } of results) {
    if (outcome !== "skipped") used.add(name);
    else skipped.set(name, { assertion: name, reason: why, required, traces: (skipped.get(name)?.traces ?? 0) + 1 });
  }
  return { used: used.size, skipped: [...skipped.values()] };
}
