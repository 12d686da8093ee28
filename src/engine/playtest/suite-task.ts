import { join } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import type { AssertionResult } from "../../core/playtest/assert/judged.ts";
import { checkAssertions } from "../../core/playtest/assert/check-assertions.ts";
import { DEFAULT_STATES } from "../../core/playtest/explore/explore-plan.ts";
import { DEFAULT_SEED } from "../../core/playtest/run/play-request.ts";
import { runLogName } from "../../core/playtest/record/file-names.ts";
import { writePlaytestTrace } from "../../core/playtest/record/write-playtest-trace.ts";
import { pickRun } from "../../core/playtest/script/pick-run.ts";
import { type CellResult, playSuite } from "../../core/playtest/suite/play-suite.ts";
import { cellFacts } from "./cell-facts.ts";
import type { PlayedCell } from "./facts.ts";
import { playBy, playScript } from "./load-policy.ts";
import { loadSuite, type LoadedSuite, storyOf } from "./load-suite.ts";
import type { PlayProgress } from "./play-progress.ts";
import { type GoldenWrites, writeGoldens } from "./write-goldens.ts";
import { writeTraceFiles } from "./write-trace-files.ts";

export interface SuiteInput {
  readonly suites: readonly NamedFile[];
  /** Null: the suites' own. */
  readonly seedOffset: number | null;
  readonly workflow: string | null;
  /** Where run logs are written, absolute; null for nowhere. */
  readonly out: string | null;
  /** Where traces are written under the names of goldens, absolute; null for nowhere. */
  readonly goldenDir: string | null;
  /** Whether no golden is written, as in CI. */
  readonly keepsGoldens: boolean;
  readonly heavy: boolean;
  /** Whether the traces are part of the answer. */
  readonly wantsTraces: boolean;
  readonly touchstone: string;
}

/** What became of one assertion, of one story. */
export interface JudgedAssertion extends AssertionResult {
  /** The story's id. */
  readonly story: string;
}

/** How the cells of one suite went. */
export interface SuiteOutput {
  readonly file: string;
  readonly name: string | null;
  /** Each cell ended, or stopped as its script wanted; each assertion holds; no golden was kept that differs, and none is missing. */
  readonly ok: boolean;
  readonly cells: readonly PlayedCell[];
  readonly assertions: readonly JudgedAssertion[];
  readonly warnings: readonly string[];
  /** Paths of the run logs; empty where none were asked for. */
  readonly written: readonly string[];
  /** Null where no folder of goldens was named. */
  readonly goldens: GoldenWrites | null;
  /** By golden; empty where they were not asked for. */
  readonly traces: Readonly<Record<string, string>>;
}

/**
 * Plays suites, one after the other.
 *
 * @throws TouchstoneError what `loadSuite`, `playSuite` and `writeExport` throw.
 */
export async function suiteTask(input: SuiteInput, tell: (progress: PlayProgress) => void): Promise<readonly SuiteOutput[]> {
  const { seedOffset, workflow } = input;
  const wishes = { seedOffset: seedOffset ?? undefined, workflow: workflow ?? undefined };
  const loaded: LoadedSuite[] = [];
  for (const file of input.suites) loaded.push(await loadSuite(file, wishes));
  const total = loaded.reduce((sum, { cells }) => sum + cells.length, 0);
  let done = 0;
  const onPlayed = (): void => tell({ done: (done += 1), total, unit: "plays" });
  const outputs: SuiteOutput[] = [];
  for (const suite of loaded) outputs.push(await playLoaded(suite, input, onPlayed));
  return outputs;
}

async function playLoaded(loaded: LoadedSuite, input: SuiteInput, onPlayed: () => void): Promise<SuiteOutput> {
  const { file, suite, cells, scripts } = loaded;
  const { touchstone, heavy, out, goldenDir, keepsGoldens, wantsTraces } = input;
  const results = playSuite(cells, {
    storyOf: (name) => storyOf({ story: { kind: "file", file: name } }, loaded),
    scriptOf: (name) => scripts.get(name) ?? [],
    touchstone,
    heavy,
    onPlayed,
  });
  const played = results.map((result) => describeCell(result, loaded));
  const assertions = judgeSuite(loaded);
  const goldens = goldenDir === null ? null : await writeGoldens(goldenDir, results, { writes: keepsGoldens ? "none" : "all" });
  return {
    file,
    name: suite.name,
    ok:
      played.every(({ ok }) => ok) &&
      assertions.every(({ outcome }) => outcome === "holds") &&
      (goldens === null || goldens.kept.length + goldens.missing.length === 0),
    cells: played,
    assertions,
    warnings: [...loaded.warnings.map(({ message }) => message), ...results.flatMap(({ warnings }) => warnings)],
    written: out === null ? [] : await writeLogs(out, results),
    goldens,
    traces: wantsTraces
      ? Object.fromEntries(results.map(({ golden, playtest }) => [golden, writePlaytestTrace(playtest.trace)]))
      : {},
  };
}

/** Judges what a suite asserts, of each of its stories by itself. */
function judgeSuite(loaded: LoadedSuite): readonly JudgedAssertion[] {
  const { suite, cells } = loaded;
  if (suite.assertions.length === 0) return [];
  const stories = new Map(cells.map((cell) => [storyOf(cell, loaded), cell.story.kind === "file" ? cell.story.file : null]));
  return [...stories].flatMap(([story, file]) => {
    const storyFile = file === null ? null : (loaded.files.get(file)?.name ?? file);
    const results = checkAssertions(story, suite.assertions, { seed: DEFAULT_SEED, states: DEFAULT_STATES, storyFile });
    return results.map((result) => ({ story: story.id, ...result }));
  });
}

function describeCell(result: CellResult, { scripts }: LoadedSuite): PlayedCell {
  const { cell, playtest } = result;
  const { outcome, ending, why, counts, digest, mismatches, node } = playtest;
  const { policy } = cell;
  const wanted = policy.kind === "script" ? playScript(pickRun(scripts.get(policy.file) ?? [], policy.run)) : playBy(policy.kind);
  return {
    ...cellFacts(result),
    ok: wanted.isMet(playtest),
    seed: cell.seed,
    worldline: cell.worldline,
    outcome,
    ending,
    why,
    node,
    steps: counts.steps,
    digest,
    mismatches,
  };
}

/** Each trace under the name of its run, with its log beside it. */
async function writeLogs(dir: string, results: readonly CellResult[]): Promise<readonly string[]> {
  const written: string[] = [];
  for (const { playtest } of results) {
    const [path] = await writeTraceFiles(join(dir, runLogName(playtest.trace)), playtest.trace);
    written.push(path);
  }
  return written;
}
