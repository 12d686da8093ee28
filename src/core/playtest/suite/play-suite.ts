import { type Problem, TouchstoneError } from "../../errors.ts";
import type { PlaytestHooks } from "../hooks/hook-call.ts";
import { firstPolicy } from "../policies/first-policy.ts";
import { randomPolicy } from "../policies/random-policy.ts";
import { goldenPath } from "../record/file-names.ts";
import type { Playtest, PlayRequest } from "../run/play-request.ts";
import { playStory } from "../run/play-story.ts";
import { pickRun } from "../script/pick-run.ts";
import type { ScriptRun } from "../script/script.ts";
import { scriptPolicy } from "../script/script-policy.ts";
import type { Story } from "../story/story.ts";
import type { SuiteCell } from "./suite-cell.ts";

/** What the cells of a suite are played with. */
export interface SuiteSources {
  /** The story in a file, as a cell names it. */
  readonly storyOf: (file: string) => Story;
  /** The runs of the script in a file, as a cell names it. */
  readonly scriptOf: (file: string) => readonly ScriptRun[];
  /** Touchstone's version, for the traces' environment. */
  readonly touchstone: string;
  readonly hooks?: PlaytestHooks | undefined;
  /** As in `PlayRequest`. */
  readonly heavy?: boolean | undefined;
  /** Told after each cell. */
  readonly onPlayed?: (() => void) | undefined;
}

/** How one cell went. */
export interface CellResult {
  readonly cell: SuiteCell;
  readonly story: Story;
  readonly playtest: Playtest;
  /** Its golden's path inside the folder of goldens. */
  readonly golden: string;
  /** What its author should know, one sentence each. */
  readonly warnings: readonly string[];
}

/**
 * Plays every cell of a suite, in order.
 *
 * Codes: INPUT_INVALID with a problem for each cell whose story has no such pov, worldline, prompt pack or variable, and for
 * cells that would have one golden; what `storyOf` and `scriptOf` throw.
 *
 * Source: contracts, section 8.1; SPEC.md SU6-SU10.
 */
export function playSuite(cells: readonly SuiteCell[], sources: SuiteSources): CellResult[] {
  const problems: Problem[] = [];
  const results = cells.flatMap((cell) => {
    try {
      const result = playCell(cell, sources);
      sources.onPlayed?.();
      return [result];
    } catch (error) {
      if (!(error instanceof TouchstoneError)) throw error;
      problems.push(...problemsOf(error, cell));
      return [];
    }
  });
  problems.push(...findSharedGoldens(results));
  if (problems.length === 0) return results;
  const [first] = problems;
  throw new TouchstoneError("INPUT_INVALID", first?.message ?? "", { problems, hint: first?.hint, place: first?.place });
}

/** What is wrong with a story's own file has its places there; all else is at the cell. */
function problemsOf(error: TouchstoneError, { povKey, category, place }: SuiteCell): readonly Problem[] {
  if (error.problems.length > 0) return error.problems;
  const { code, message, hint } = error;
  return [{ code, message: `\`${povKey}/${category}\`: ${message}`, place, ...(hint === undefined ? {} : { hint }) }];
}

/** Plays one cell; codes as `playSuite`. */
function playCell(cell: SuiteCell, sources: SuiteSources): CellResult {
  const { category, seed, isSeedGiven } = cell;
  const story = cell.story.kind === "inline" ? cell.story.story : sources.storyOf(cell.story.file);
  const playtest = playStory(story, requestOf(cell, story, sources));
  const { pov } = playtest.trace.header;
  const golden = goldenPath({ pov, category, story: story.id, seed: isSeedGiven ? seed : null });
  return { cell, story, playtest, golden, warnings: warningsOf(cell, playtest) };
}

function requestOf(cell: SuiteCell, story: Story, { touchstone, hooks, heavy = false, scriptOf }: SuiteSources): PlayRequest {
  const { suite, category, workflow, worldline, seed, promptPacks, maxSteps } = cell;
  const pov = cell.pov ?? story.defaultPov;
  const asked = { suite, category, workflow, pov, worldline, seed, promptPacks, maxSteps, touchstone, heavy };
  const rest = { storyFile: cell.story.kind === "file" ? cell.story.file : null, ...(hooks === undefined ? {} : { hooks }) };
  return { ...asked, ...rest, metadata: { category, pov, ...cell.metadata }, ...choosing(cell, scriptOf) };
}

/** Who chooses. What a script sets at the start counts where the cell gives nothing; pov, worldline and seed are the cell's. */
function choosing(
  { policy, variables }: SuiteCell,
  scriptOf: SuiteSources["scriptOf"],
): Pick<PlayRequest, "policy" | "variables"> {
  if (policy.kind !== "script") return { policy: policy.kind === "first" ? firstPolicy : randomPolicy, variables };
  const run = pickRun(scriptOf(policy.file), policy.run);
  return { policy: scriptPolicy(run), variables: { ...run.variables, ...variables } };
}

function warningsOf({ povKey, category, seed, isSeedGiven }: SuiteCell, { counts }: Playtest): string[] {
  if (isSeedGiven || counts.draws === 0) return [];
  const values = counts.draws === 1 ? "one random value" : `${counts.draws} random values`;
  return [
    `\`${povKey}/${category}\` draws ${values} and has no \`seed\`: it takes ${seed} from its place, and another one when a category is put before it`,
  ];
}

function findSharedGoldens(results: readonly CellResult[]): Problem[] {
  const owners = new Map<string, SuiteCell>();
  return results.flatMap(({ golden, cell }) => {
    // Many a disk takes names that differ in case alone for one.
    const file = golden.toLowerCase();
    const owner = owners.get(file);
    if (owner === undefined) owners.set(file, cell);
    if (owner === undefined) return [];
    const message = `\`${cell.povKey}/${cell.category}\` and \`${owner.povKey}/${owner.category}\` would have one golden, \`${golden}\``;
    return [
      { code: "INPUT_INVALID" as const, message, place: cell.place, hint: "Remove one of them, or give it another category" },
    ];
  });
}
