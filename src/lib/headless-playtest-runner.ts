import { resolve } from "node:path";
import { quoteForMessage } from "../core/authored/quote.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { PlaytestHooks } from "../core/playtest/hooks/hook-call.ts";
import { firstPolicy } from "../core/playtest/policies/first-policy.ts";
import type { Policy } from "../core/playtest/policies/policy.ts";
import { randomPolicy } from "../core/playtest/policies/random-policy.ts";
import { copyPlain } from "../core/playtest/run/copy-plain.ts";
import { DEFAULT_MAX_STEPS, DEFAULT_SEED } from "../core/playtest/run/play-request.ts";
import { playStory } from "../core/playtest/run/play-story.ts";
import type { Values } from "../core/playtest/story/value.ts";
import { type CellResult, playSuite } from "../core/playtest/suite/play-suite.ts";
import type { LoadedSuite } from "../engine/playtest/load-suite.ts";
import { loadSuiteText, storyOf } from "../engine/playtest/load-suite.ts";
import { type LoadedStory, loadStory, openSceneSource } from "../engine/playtest/load-story.ts";
import { readVersion } from "../engine/read-version.ts";
import { writeGoldens } from "../engine/playtest/write-goldens.ts";
import { PlaytestRun } from "./playtest-run.ts";

/** What every run of a runner shares. */
export interface RunnerOptions {
  /** Where runs are written that are to be kept; `.touchstone/plays` where none is given. */
  readonly logDir?: string;
  /** Called during every run; they can neither change it nor break it. */
  readonly hooks?: PlaytestHooks;
}

/** How one story is played. What is left out is as the story, or nobody, says. */
export interface RunOptions {
  readonly seed?: number;
  readonly pov?: string;
  readonly worldline?: string;
  /** Start values that stand over the story's. */
  readonly variables?: Values;
  readonly promptPacks?: readonly string[];
  readonly workflow?: string;
  /** Plain JSON; copied into the trace. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** Nodes entered at most. */
  readonly maxSteps?: number;
  /** Who takes the choices; `random` where nobody is named. */
  readonly policy?: "first" | "random";
  /** Whether the run is written into the runner's folder; this changes nothing in its digest. */
  readonly persist?: boolean;
}

/** How a suite is played. */
export interface SuiteOptions {
  /** Seed of the first category of each pov, where it has none of its own; 0 where none is given. */
  readonly seedOffset?: number;
  readonly workflow?: string;
  /** The suite's name: seeds are mixed with it, as they are with a suite file's. Goldens need it for `golden check`. */
  readonly suite?: string;
  /** Whether runs are written into the runner's folder; true where nothing is said. With `goldenDir` they are not. */
  readonly persist?: boolean;
  /** Where traces and logs are written under the names of goldens, `<pov>/<category>/<scene>.trace.jsonl`. */
  readonly goldenDir?: string;
  /** Whether goldens that are there and differ stay as they are; missing ones are written. */
  readonly keepGoldens?: boolean;
}

/** The runs of a suite, by pov and category as the plan names them. */
export type SuiteRuns = Readonly<Record<string, Readonly<Record<string, PlaytestRun>>>>;

/**
 * Runs playtests without a screen, each the same every time.
 *
 * ```js
 * const runner = new HeadlessPlaytestRunner();
 * const run = await runner.run("story/harbor.scene.yaml", { seed: 3, pov: "mira" });
 * await runner.runPerPovSuite({ mira: { linear: "story/harbor.scene.yaml" } }, { goldenDir: "goldens", workflow: "ci" });
 * ```
 *
 * Source: the seed's `HeadlessPlaytestRunner`.
 */
export class HeadlessPlaytestRunner {
  readonly #logDir: string;
  readonly #hooks: PlaytestHooks | undefined;

  constructor({ logDir = ".touchstone/plays", hooks }: RunnerOptions = {}) {
    this.#logDir = logDir;
    this.#hooks = hooks;
  }

  /**
   * Plays one story.
   *
   * @param scene  A scene as data, or the path of a story's file: a scene, `.ink`, or compiled ink.
   * @throws TouchstoneError INPUT_INVALID with every problem of the story, STORY_OPTION_UNKNOWN, FILE_NOT_FOUND; of `write`.
   */
  async run(scene: string | object, options: RunOptions = {}): Promise<PlaytestRun> {
    const { story, file } = await openStory(scene);
    const { seed = DEFAULT_SEED, maxSteps = DEFAULT_MAX_STEPS, variables = {}, promptPacks = [], metadata = {} } = options;
    const { pov = null, worldline = null, workflow = null, policy = "random", persist = false } = options;
    const given = { seed, maxSteps, variables, promptPacks, metadata, pov, worldline, workflow, suite: null, category: null };
    const choosing = { policy: policyOf(policy) };
    const playtest = playStory(story, { ...given, ...choosing, ...this.#hooked(), storyFile: file, touchstone: VERSION });
    const run = new PlaytestRun(playtest, { golden: null, warnings: [] });
    if (persist) await run.write(this.#logDir);
    return run;
  }

  /**
   * Plays every category of every pov of a plan.
   *
   * @param plan  `{pov: {category: scene}}`; a scene is data or a path, or stands in `{scene, seed?, variables?, worldline?,
   *              promptPacks?, metadata?, workflow?, maxSteps?, policy?}`; snake_case is accepted. A suite file's content too.
   * @throws TouchstoneError INPUT_INVALID with every problem of the plan and of the stories that it names; of `write`.
   */
  async runPerPovSuite(plan: object, options: SuiteOptions = {}): Promise<SuiteRuns> {
    const { seedOffset, workflow, suite = null, persist = true, goldenDir, keepGoldens = false } = options;
    const loaded = await loadSuiteText(planFile(), textOf(plan), { seedOffset, workflow });
    const results = this.#playCells({ ...loaded, cells: loaded.cells.map((cell) => ({ ...cell, suite })) });
    if (goldenDir !== undefined) await writeGoldens(goldenDir, results, { writes: keepGoldens ? "missing" : "all" });
    const unnamed = goldenDir !== undefined && suite === null ? [UNNAMED_GOLDENS] : [];
    const runs = results.map((result) => {
      const { playtest, golden, warnings } = result;
      return { ...result, run: new PlaytestRun(playtest, { golden, warnings: [...warnings, ...unnamed] }) };
    });
    if (persist && goldenDir === undefined) for (const { run } of runs) await run.write(this.#logDir);
    return byPovAndCategory(runs);
  }

  #playCells(loaded: LoadedSuite): readonly CellResult[] {
    return playSuite(loaded.cells, {
      storyOf: (file) => storyOf({ story: { kind: "file", file } }, loaded),
      scriptOf: (file) => loaded.scripts.get(file) ?? [],
      touchstone: VERSION,
      hooks: this.#hooks,
    });
  }

  #hooked(): { readonly hooks?: PlaytestHooks } {
    return this.#hooks === undefined ? {} : { hooks: this.#hooks };
  }
}

/** A plan that is at hand has no file whose name could be taken. */
const UNNAMED_GOLDENS =
  "its golden names no suite, so `golden check` of the same plan in a file finds another suite and other draws. Give `suite` the name of the suite's file";

/** JavaScript's callers have no types: what is misspelt would be played at random. */
function policyOf(name: string): Policy {
  if (name === "first") return firstPolicy;
  if (name === "random") return randomPolicy;
  throw new TouchstoneError("INPUT_INVALID", `there is no policy \`${quoteForMessage(name)}\``, {
    hint: "Use `first` or `random`",
  });
}

/** Touchstone's own version. */
const VERSION = readVersion();

async function openStory(scene: string | object): Promise<Pick<LoadedStory, "story"> & { readonly file: string | null }> {
  if (typeof scene === "string") return await loadStory({ path: resolve(scene), name: scene });
  const text = JSON.stringify(copyPlain(scene, "scene"), null, 2);
  return { story: openSceneSource({ file: "scene", text }).story, file: null };
}

/** Where a plan would lie: what it names is looked for from the folder that the process runs in. */
function planFile() {
  return { path: resolve("plan.json"), name: "plan.json" };
}

/** The seed's plans may name the story's own pov by an empty text, which no file can. */
function textOf(plan: object): string {
  const entries = Object.entries(copyPlain(plan, "plan")).map(([pov, categories]): [string, unknown] => [
    pov === "" ? "default" : pov,
    categories,
  ]);
  return JSON.stringify(Object.fromEntries(entries), null, 2);
}

function byPovAndCategory(results: readonly (Pick<CellResult, "cell"> & { readonly run: PlaytestRun })[]): SuiteRuns {
  const povs = Map.groupBy(results, ({ cell }) => cell.povKey);
  return Object.fromEntries(
    [...povs].map(([pov, own]) => [pov, Object.fromEntries(own.map(({ cell, run }) => [cell.category, run]))]),
  );
}
