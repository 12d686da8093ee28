import type { Place, Problem } from "../../core/errors.ts";
import type { AssertionResult } from "../../core/playtest/assert/judged.ts";
import type { Coverage, Heat } from "../../core/playtest/coverage/coverage.ts";
import type { Mismatch } from "../../core/playtest/script/mismatch.ts";
import type { PlayOutcome } from "../../core/playtest/record/playtest-trace.ts";

/** What can be said of a story without playing it. */
export interface OpenedFacts {
  /** Path inside the project, e.g. `story/lantern.scene.yaml`; names the story in every request. */
  readonly file: string;
  /** Null, like all that only a story that opens can say, where `problems` keep it from being opened. */
  readonly id: string | null;
  /** Changes with all that decides how it plays. */
  readonly digest: string | null;
  readonly kind: "scene" | "ink" | null;
  readonly title: string | null;
  readonly povs: readonly string[];
  readonly worldlines: readonly string[];
  readonly counts: StoryCounts | null;
  readonly problems: readonly Problem[];
}

/** A story of the project, as lists show it. */
export interface StoryFacts extends OpenedFacts {
  /** What the last exploration on this server came to; null before one, and after the story changed. */
  readonly explored: ExploredFacts | null;
}

export interface StoryCounts {
  readonly nodes: number;
  readonly choices: number;
  readonly endings: number;
}

/** What the last exploration of a story came to. */
export interface ExploredFacts {
  readonly run: string;
  readonly policy: "exhaustive" | "guided";
  /** Whether everything that can happen was seen. */
  readonly complete: boolean;
  readonly plays: number;
  readonly steps: number;
  readonly coverage: Coverage;
  readonly findings: readonly StoryFinding[];
}

/** An exploration as it is kept: with the story's digest then, and how often everything was met. */
export interface ExploredStory extends ExploredFacts {
  readonly digest: string;
  readonly heat: Heat;
}

/** A suite of the project, as lists show it. */
export interface SuiteFacts {
  /** Path inside the project, e.g. `suites/lantern.suite.yaml`. */
  readonly file: string;
  /** Null where `problems` keep it from being read. */
  readonly name: string | null;
  readonly cells: readonly CellFacts[];
  readonly assertions: number;
  readonly problems: readonly Problem[];
  /** The last run on this server; null before one. */
  readonly last: SuiteRunFacts | null;
}

/** One story to play in one way. */
export interface CellFacts {
  /** Path of its golden inside the folder of goldens; unique within the project's suites. */
  readonly golden: string;
  /** Null for a plan that came without a name. */
  readonly suite: string | null;
  /** Null: the story knows none. */
  readonly pov: string | null;
  readonly category: string;
  /** The story's file as the suite names it; its id where it stands in the suite itself. */
  readonly story: string;
}

export interface SuiteRunFacts {
  readonly run: string;
  readonly ok: boolean;
  readonly cells: readonly PlayedCell[];
  readonly assertions: readonly AssertionFacts[];
}

/** What became of one assertion, of one story. */
export interface AssertionFacts extends Pick<AssertionResult, "assertion" | "outcome" | "why"> {
  /** The story's id. */
  readonly story: string;
  /** A command line that shows the failure; null where none does. */
  readonly command: string | null;
}

/** How one cell went. */
export interface PlayedCell extends CellFacts {
  /** It ended, or stopped as its script wanted. */
  readonly ok: boolean;
  readonly seed: number;
  readonly worldline: string | null;
  readonly outcome: PlayOutcome;
  readonly ending: string | null;
  readonly why: string | null;
  /** The node that it stopped at. */
  readonly node: string;
  readonly steps: number;
  readonly digest: string;
  /** What its script expected and did not meet. */
  readonly mismatches: readonly Mismatch[];
}

/** A story as a graph, with what can be found in it without playing it. */
export interface StoryGraph {
  readonly story: OpenedFacts;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly findings: readonly StoryFinding[];
}

export interface GraphNode {
  readonly id: string;
  /** Its first words. */
  readonly text: string;
  /** The author's own word for what it is, e.g. `battle`. */
  readonly type: string | null;
  readonly speaker: string | null;
  readonly ending: string | null;
  readonly line: number | null;
  readonly isStart: boolean;
}

export interface GraphEdge {
  readonly from: string;
  /** Null where only playing tells. */
  readonly to: string | null;
  /** The choice; null for a node that goes on by itself. */
  readonly choice: string | null;
  readonly text: string;
}

export interface StoryFinding {
  readonly kind: string;
  readonly where: string;
  readonly why: string;
  readonly place: Place | null;
  /** A command line that shows it; null where none does. */
  readonly command: string | null;
}
