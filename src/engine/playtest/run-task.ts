import { closeSync, openSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { writeExport } from "../../adapters/files/export-files.ts";
import { fileError } from "../../adapters/files/file-error.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { HookFailure } from "../../core/playtest/hooks/call-hooks.ts";
import type { PlaytestHooks } from "../../core/playtest/hooks/hook-call.ts";
import { hookLines } from "../../core/playtest/hooks/hook-lines.ts";
import type { AssetManifest } from "../../core/playtest/record/asset-manifest.ts";
import type { PlayOutcome } from "../../core/playtest/record/playtest-trace.ts";
import { writePlaytestTrace } from "../../core/playtest/record/write-playtest-trace.ts";
import type { Playtest } from "../../core/playtest/run/play-request.ts";
import { playStory } from "../../core/playtest/run/play-story.ts";
import type { Mismatch } from "../../core/playtest/script/mismatch.ts";
import type { Values } from "../../core/playtest/story/value.ts";
import { type AssetFact, findAssetFacts } from "./asset-facts.ts";
import { findProjectAbove } from "./find-project-above.ts";
import { type LoadedStory, loadStory } from "./load-story.ts";
import { loadWanted, type PolicyChoice, type WantedPlay } from "./load-policy.ts";

/** How one story is to be played, as a person says it. */
export interface RunInput {
  readonly story: NamedFile;
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly seed: number;
  readonly policy: PolicyChoice;
  readonly variables: Values;
  readonly maxSteps: number;
  /** Where its trace is written, absolute; null for nowhere. */
  readonly out: string | null;
  /** Where what hooks hear is written as JSON lines, absolute; null for nowhere. */
  readonly hooks: string | null;
  readonly heavy: boolean;
  /** Touchstone's version. */
  readonly touchstone: string;
}

/** How it went. */
export interface RunOutput {
  /** It ended, or stopped as its script wanted, and nothing was met that the script did not expect. */
  readonly ok: boolean;
  /** The run of the script; null where there is none. */
  readonly run: string | null;
  readonly story: { readonly id: string; readonly kind: "scene" | "ink"; readonly file: string };
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly seed: number;
  readonly policy: string;
  readonly outcome: PlayOutcome;
  readonly ending: string | null;
  readonly why: string | null;
  readonly steps: number;
  readonly digest: string;
  readonly assets: AssetManifest;
  /** Ids of the choices taken, in order. */
  readonly choices: readonly string[];
  /** The node that it stopped at. */
  readonly node: string;
  /** Assets met that are not there. */
  readonly missing: readonly AssetFact[];
  readonly mismatches: readonly Mismatch[];
  readonly hookFailures: readonly HookFailure[];
  /** Path of the trace; null where none was asked for. */
  readonly trace: string | null;
}

/**
 * Plays one story from a file: once, or once for each run of its script.
 *
 * @throws TouchstoneError what `loadStory` and `loadWanted` throw; USAGE where one file is named for several traces;
 *         STORY_OPTION_UNKNOWN; what `writeExport` throws.
 */
export async function runTask(input: RunInput): Promise<readonly RunOutput[]> {
  const loaded = await loadStory(input.story);
  const wanted = await loadWanted(input.policy);
  if (wanted.length > 1 && (input.out ?? input.hooks) !== null) throw severalRuns(wanted.length);
  const projectDir = await findProjectAbove(dirname(input.story.path));
  const facts = await findAssetFacts(loaded.story, projectDir);
  const outputs: RunOutput[] = [];
  for (const each of wanted) {
    const playtest = withHookFile(input.hooks, (hooks) => play(loaded, input, { wanted: each, hooks }));
    const trace = input.out === null ? null : await writeExport(input.out, [writePlaytestTrace(playtest.trace)]);
    outputs.push({ ...describe(loaded, playtest, each), missing: missingOf(playtest, facts), trace });
  }
  return outputs;
}

function severalRuns(count: number): TouchstoneError {
  return new TouchstoneError("USAGE", `the script has ${count} runs, and one file is named for what they leave`, {
    hint: "Leave `--out` and `--hooks` out, or split the script",
  });
}

interface Company {
  readonly wanted: WantedPlay;
  readonly hooks: PlaytestHooks | undefined;
}

function play({ story, file }: LoadedStory, input: RunInput, { wanted, hooks }: Company): Playtest {
  const { pov, worldline, seed, variables, maxSteps, heavy, touchstone } = input;
  const none = { suite: null, category: null, workflow: null, promptPacks: [], metadata: {} };
  const request = { ...none, pov, worldline, seed, variables, maxSteps, heavy, touchstone, storyFile: file };
  return playStory(story, wanted.complete(hooks === undefined ? request : { ...request, hooks }));
}

function describe({ story, file }: LoadedStory, playtest: Playtest, wanted: WantedPlay): Omit<RunOutput, "missing" | "trace"> {
  const { trace, outcome, ending, why, counts, digest, assets, mismatches, hookFailures } = playtest;
  const { pov, worldline, seed, policy, initial } = trace.header;
  return {
    ok: wanted.isMet(playtest),
    run: wanted.name,
    story: { id: story.id, kind: story.kind, file },
    pov,
    worldline,
    seed,
    policy: policy.name,
    outcome,
    ending,
    why,
    steps: counts.steps,
    digest,
    assets,
    choices: trace.steps.flatMap(({ chose }) => chose ?? []),
    node: trace.steps.at(-1)?.node ?? initial.node,
    mismatches,
    hookFailures,
  };
}

/** Of the assets that the play met, those that are not there. */
function missingOf({ assets }: Playtest, facts: readonly AssetFact[]): AssetFact[] {
  const met = new Set(Object.values(assets).flat());
  return facts.filter(({ asset, state }) => state === "missing" && met.has(asset));
}

/** Each call is written as it is made, so that a play that breaks leaves what led to it. */
function withHookFile<T>(path: string | null, use: (hooks: PlaytestHooks | undefined) => T): T {
  if (path === null) return use(undefined);
  let file: number;
  try {
    file = openSync(path, "w");
  } catch (error) {
    throw fileError(error, path);
  }
  try {
    return use(hookLines((line) => void writeSync(file, line)));
  } finally {
    closeSync(file);
  }
}
