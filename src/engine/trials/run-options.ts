import type { ModelProvider } from "../../adapters/models/model-provider.ts";
import type { ProviderOptions } from "../../adapters/models/create-provider.ts";
import type { RecordingMode, TrialStatus } from "../../core/trials/record/trial-lines.ts";

/** What a run of trials is asked for. */
export interface RunOptions {
  /** Folder that holds `.touchstone`. */
  readonly dir: string;
  readonly recordingMode: RecordingMode;
  /** Trials of each scenario; null: as each says itself. */
  readonly trials: number | null;
  /** Trials at the same time, of all scenarios together. */
  readonly parallel: number;
  /** Whether a scenario's trials end once its verdict cannot change. */
  readonly earlyStop: boolean;
  /** In place of each scenario's threshold; null: theirs. */
  readonly threshold: number | null;
  /** Cost of the whole run, judges included, at which no further call begins; null for none. */
  readonly maxCostUsd: number | null;
  /** In place of each scenario's time for one trial; null: theirs. */
  readonly timeoutMs: number | null;
  /** Decides what offline providers draw; null: one is drawn. */
  readonly seed: number | null;
  /** Whether a scenario can pass although some trials could not be run. */
  readonly allowInfra: boolean;
  /** Whether whole traces are written to `recordings/<scenario>/<trialIndex>.trace.jsonl` as well. */
  readonly recordings: boolean;
}

/** What a run needs of the machine. */
export interface RunPorts {
  /** Epoch ms. */
  readonly nowMs: () => number;
  /** Monotonic ms. */
  readonly elapsedMs: () => number;
  /** Ends early where the signal says so. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  newId(): string;
  drawSeed(): number;
  /** Where providers' keys are found. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Touchstone's own version. */
  readonly version: string;
  /** Asks to stop: what is done is kept. */
  readonly signal: AbortSignal;
  /** @param role  Whether it is asked for the agent, or to judge it. */
  openProvider(options: ProviderOptions, role: "agent" | "judge"): ModelProvider;
  onProgress?(progress: TrialProgress): void;
}

/** How far a run is; said when it begins and after each trial. */
export interface TrialProgress {
  readonly runId: string;
  readonly done: number;
  readonly total: number;
  /** In the order of the run. */
  readonly scenarios: readonly {
    readonly name: string;
    readonly done: number;
    readonly total: number;
    readonly passed: number;
    readonly failed: number;
    readonly infra: number;
  }[];
  /** The trial that just ended; null at the beginning. */
  readonly last: {
    readonly scenario: string;
    readonly trialIndex: number;
    readonly traceId: string;
    readonly status: TrialStatus;
  } | null;
}
