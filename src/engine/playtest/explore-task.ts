import { dirname } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { openDesk } from "../../core/playtest/explore/desk.ts";
import type { ExploreJob } from "../../core/playtest/explore/explore-job.ts";
import type { Exploration } from "../../core/playtest/explore/explore-plan.ts";
import { planExploration } from "../../core/playtest/explore/explore-story.ts";
import { listStarts, type PlayStart } from "../../core/playtest/explore/play-start.ts";
import type { Exploring } from "../../core/playtest/explore/map-states.ts";
import { runExploring } from "../../core/playtest/explore/run-exploring.ts";
import type { Story } from "../../core/playtest/story/story.ts";
import type { Values } from "../../core/playtest/story/value.ts";
import { findAssetFacts } from "./asset-facts.ts";
import { exploreInThreads } from "./explore-pool.ts";
import type { StoryFinding } from "./facts.ts";
import { findProjectAbove } from "./find-project-above.ts";
import { isDefect } from "./is-defect.ts";
import { loadStory } from "./load-story.ts";
import type { PlayProgress } from "./play-progress.ts";

export interface ExploreInput {
  readonly story: NamedFile;
  readonly policy: "exhaustive" | "guided";
  readonly seed: number;
  /** Null: every pov. */
  readonly pov: string | null;
  /** Null: the story as it stands and every worldline. */
  readonly worldline: string | null;
  /** Start values of every play. */
  readonly variables: Values;
  /** Most plays of a guided exploration. */
  readonly plays: number;
  /** Most states that an exhaustive one maps, for each way to begin. */
  readonly states: number;
  /** Threads, >= 1; they change nothing in what is found. */
  readonly workers: number;
}

/** What exploring came to, and what stands in the file without playing it. */
export interface ExploreOutput extends Exploration {
  readonly story: { readonly id: string; readonly kind: "scene" | "ink"; readonly file: string; readonly digest: string };
  readonly policy: ExploreInput["policy"];
  /** No finding is a defect. */
  readonly ok: boolean;
  /** What was found without playing and is no matter of plays: names that nothing uses, what a compiler warned of. */
  readonly notes: readonly StoryFinding[];
}

/**
 * Explores one story from a file.
 *
 * @throws TouchstoneError what `loadStory` throws; STORY_OPTION_UNKNOWN.
 */
export async function exploreTask(input: ExploreInput, tell: (progress: PlayProgress) => void): Promise<ExploreOutput> {
  const { policy, seed, plays, states } = input;
  const { story, file, findFindings } = await loadStory(input.story);
  const projectDir = await findProjectAbove(dirname(input.story.path));
  const absent = (await findAssetFacts(story, projectDir)).filter(({ state }) => state === "missing");
  const found = findFindings();
  const plan = {
    policy,
    seed,
    plays,
    states,
    starts: chooseStarts(story, input),
    assertions: [],
    storyFile: file,
    missingAssets: new Map(absent.map(({ asset, why }) => [asset, why ?? "it is not there"])),
    proven: new Map(found.filter(({ kind }) => PROVEN.has(kind)).map(({ where, why }) => [where, why])),
  };
  const exploring = telling(planExploration(story, plan), { tell, plays: policy === "guided" ? plays : null });
  const exploration =
    input.workers === 1
      ? runExploring(exploring, openDesk(story))
      : await exploreInThreads(exploring, { file: input.story, digest: story.digest }, input.workers);
  return {
    ...exploration,
    story: { id: story.id, kind: story.kind, file, digest: story.digest },
    policy,
    ok: !exploration.findings.some(isDefect),
    notes: found.filter(({ kind }) => !PLAYED.has(kind)),
  };
}

/** What static reading proves of every play. */
const PROVEN: ReadonlySet<string> = new Set(["unreachable_node", "dead_choice"]);
/** What exploring judges better, for it has seen it. */
const PLAYED: ReadonlySet<string> = new Set([...PROVEN, "dead_end", "impossible_condition"]);

/** Null for every way to begin. */
function chooseStarts(story: Story, { pov, worldline, variables, seed }: ExploreInput): readonly PlayStart[] | null {
  const hasWishes = pov !== null || worldline !== null || Object.keys(variables).length > 0;
  if (!hasWishes) return null;
  const starts = listStarts(story, seed).filter((start) => worldline === null || start.worldline === null);
  const povs = pov === null ? starts : starts.slice(0, 1).map((start) => ({ ...start, pov }));
  const chosen = worldline === null ? povs : povs.map((start) => ({ ...start, worldline }));
  return chosen.map((start) => ({ ...start, variables }));
}

interface Telling {
  readonly tell: (progress: PlayProgress) => void;
  /** Plays at most; null where nobody knows how much there is. */
  readonly plays: number | null;
}

/** The same exploring; it says how far it is after each round. */
function* telling<Result>(exploring: Exploring<Result>, { tell, plays }: Telling): Exploring<Result> {
  let done = 0;
  let step = exploring.next([]);
  while (step.done !== true) {
    const answers = yield step.value;
    done += step.value.jobs.reduce((sum, job) => sum + sizeOf(job, plays !== null), 0);
    tell({ done, total: plays, unit: plays === null ? "states" : "plays" });
    step = exploring.next(answers);
  }
  return step.value;
}

/** Plays in a guided exploration, states in an exhaustive one. */
function sizeOf(job: ExploreJob, countsPlays: boolean): number {
  if (job.kind === "walk") return countsPlays ? job.walks : 0;
  return job.kind === "expand" && !countsPlays ? job.snapshots.length : 0;
}
