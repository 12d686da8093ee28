import type { TrialFinish, TrialStatus } from "../record/trial-lines.ts";
import type { AssertionResult } from "../assert/assertion.ts";

/** What came of one trial. */
export interface TrialResult {
  readonly traceId: string;
  readonly trialIndex: number;
  readonly status: TrialStatus;
  readonly score: number | null;
  readonly finishReason: TrialFinish;
  readonly assertions: readonly AssertionResult[];
  readonly costUsd: number | null;
  readonly judgeCostUsd: number | null;
  readonly tokens: { readonly input: number; readonly output: number } | null;
  readonly latencyMs: number;
  readonly turns: number;
  /** Tries of calls that failed and were repeated. */
  readonly retries: number;
  /** Why no answer came, of an infra_error; else null. */
  readonly error: string | null;
  /** Digest of the trace's content; null where nothing is recorded. */
  readonly digest: string | null;
}

export type ScenarioVerdict = "pass" | "fail" | "hard_fail" | "infra";

/** `touchstone trial run --json` prints these, `traces` besides. Shares are 0 to 1; null where there is nothing to count. */
export interface ScenarioReport {
  readonly name: string;
  readonly file: string;
  readonly verdict: ScenarioVerdict;
  /** Why, in one sentence with the figures. */
  readonly why: string;
  /** How many were asked for; `trials` says how many ran. */
  readonly requested: number;
  readonly trials: number;
  readonly passed: number;
  readonly failed: number;
  readonly hardFailed: number;
  readonly infra: number;
  /** Of the trials that were judged. */
  readonly rate: number | null;
  readonly wilson: readonly [low: number, high: number] | null;
  /** By k (1, 2, 3, 5, 10, and the gate's), as far as there are so many judged trials: unbiased estimates. */
  readonly passAtK: Readonly<Record<string, number>>;
  readonly passHatK: Readonly<Record<string, number>>;
  /** `flaky` with its evidence, `stable`, or `unknown` where too few trials were judged. */
  readonly flake: { readonly label: "stable" | "flaky" | "unknown"; readonly why: string };
  readonly score: { readonly mean: number | null; readonly min: number | null };
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null; readonly max: number | null };
  /** Null: unknown, because the price of a call is. */
  readonly cost: number | null;
  readonly judgeCost: number | null;
  readonly retries: number;
  /** Why it ended before all trials ran; null where it did not. */
  readonly stoppedEarly: string | null;
  /** Which assertions failed, most often first. */
  readonly failures: readonly {
    readonly name: string;
    readonly failed: number;
    readonly skipped: number;
    readonly why: string;
  }[];
  readonly results: readonly TrialResult[];
}

export interface RunReport {
  readonly runId: string;
  readonly createdAt: number;
  readonly recordingMode: string;
  readonly seed: number;
  readonly scenarios: readonly ScenarioReport[];
  readonly exitCode: number;
}
