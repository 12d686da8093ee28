import type { ReadScenarios } from "./project-scenarios.ts";
import type { RunSummary, ScenarioPoint } from "./summarise-run.ts";

/** What this process knows of a project's runs of trials; all of it can be read from their folders again. */
export interface TrialRuns {
  /** Runs that this process does itself, in the background. */
  readonly running: Set<RunningTrials>;
  /** Of each run that was told to the stream, when its `run.json` was written. */
  readonly told: Map<string, number>;
  /** The look for runs to tell that goes on; the next one waits for it. */
  telling: Promise<unknown>;
  /** Of each run that came to its end, what lists show of it. */
  readonly summaries: Map<string, KeptSummary>;
  scenarios: ReadScenarios | null;
}

/** A run that goes on here. */
export interface RunningTrials {
  /** The scenario's file; null for all. */
  readonly target: string | null;
  /** Its id, as soon as it has begun; rejects where it cannot. */
  readonly begun: Promise<string>;
}

export interface KeptSummary {
  /** When `run.json` was written, epoch ms. */
  readonly stampMs: number;
  readonly summary: RunSummary;
  /** What each scenario came to, without its trials. */
  readonly points: readonly ScenarioPoint[];
}

export function createTrialRuns(): TrialRuns {
  return { running: new Set(), told: new Map(), telling: Promise.resolve(), summaries: new Map(), scenarios: null };
}
