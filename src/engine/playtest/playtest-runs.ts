import type { GoldenReport } from "../../core/playtest/golden/golden-report.ts";
import type { ExploredStory, SuiteRunFacts } from "./facts.ts";
import type { PlayProgress } from "./play-progress.ts";

/** A playtest that runs in the background. */
export interface RunningPlaytest {
  readonly run: string;
  readonly what: "suite" | "explore" | "check";
  /** The suite's or story's file; null for all. */
  readonly target: string | null;
  /** Null until it says how far it is. */
  readonly progress: PlayProgress | null;
}

/** What this process knows of the playtests that it ran. What they found in short stands in the stream as well. */
export interface PlaytestRuns {
  readonly running: Map<string, RunningPlaytest>;
  /** The last run of each suite, by its file. */
  readonly suites: Map<string, SuiteRunFacts>;
  /** Traces of the last run of each suite, by its file and then by cell. */
  readonly traces: Map<string, ReadonlyMap<string, string>>;
  /** The last exploration of each story, by its file. */
  readonly explored: Map<string, ExploredStory>;
  /** What the last check of the goldens found; null before one. */
  golden: GoldenReport | null;
}

export function createPlaytestRuns(): PlaytestRuns {
  return { running: new Map(), suites: new Map(), traces: new Map(), explored: new Map(), golden: null };
}
