import { join } from "node:path";
import { writeExport } from "../../adapters/files/export-files.ts";
import { MACHINE_FOLDER } from "../../core/authored/project-layout.ts";
import type { AssetManifest } from "../../core/playtest/record/asset-manifest.ts";
import type { PlayOutcome } from "../../core/playtest/record/playtest-trace.ts";
import { type SeedTrace, seedView } from "../../core/playtest/record/seed-view.ts";
import { writePlaytestTrace } from "../../core/playtest/record/write-playtest-trace.ts";
import type { PlayRequest } from "../../core/playtest/run/play-request.ts";
import { playStory } from "../../core/playtest/run/play-story.ts";
import type { Mismatch } from "../../core/playtest/script/mismatch.ts";
import { pickRun } from "../../core/playtest/script/pick-run.ts";
import type { ScriptRun } from "../../core/playtest/script/script.ts";
import { scriptPolicy } from "../../core/playtest/script/script-policy.ts";
import type { Story } from "../../core/playtest/story/story.ts";
import { openInkSource, openSceneSource } from "./load-story.ts";
import { playBy, playScript, readScriptRuns, type WantedPlay } from "./load-policy.ts";
import { runLogName } from "../../core/playtest/record/file-names.ts";
import type { SceneInput } from "./scene-input.ts";

export interface SceneRequest {
  readonly input: SceneInput;
  /** The project whose machine folder may keep the trace. */
  readonly projectDir: string;
  readonly touchstone: string;
}

/** How a story that came in a request went. */
export interface ScenePlayed {
  /** It ended, as its script expected where it had one. */
  readonly ok: boolean;
  readonly outcome: PlayOutcome;
  readonly ending: string | null;
  readonly why: string | null;
  readonly steps: number;
  readonly digest: string;
  readonly assets: AssetManifest;
  readonly mismatches: readonly Mismatch[];
  /** The trace in the seed's shape; null where its lines were asked for. */
  readonly trace: SeedTrace | null;
  /** The trace as the lines of its file. */
  readonly lines: string | null;
  /** Where the trace is kept, inside the project; null where it is not. */
  readonly file: string | null;
}

/**
 * Plays a story that is at hand.
 *
 * @throws TouchstoneError INPUT_INVALID or FILE_SYNTAX with every problem of scene or script; STORY_OPTION_UNKNOWN.
 */
export async function sceneTask({ input, projectDir, touchstone }: SceneRequest): Promise<ScenePlayed> {
  const { suite, category, workflow, pov, worldline, seed, variables, promptPacks, metadata, maxSteps } = input;
  const asked = { suite, category, workflow, pov, worldline, seed, variables, promptPacks, metadata, maxSteps };
  const wanted = wantedBy(input);
  const played = playStory(await openGiven(input), wanted.complete({ ...asked, touchstone, storyFile: null }));
  const { outcome, ending, why, counts, digest, assets, mismatches, trace } = played;
  const keeps = input.persist && !input.dryRun;
  const file = keeps ? `${PLAYS_FOLDER}/${runLogName(trace)}` : null;
  if (file !== null) await writeExport(join(projectDir, file), [writePlaytestTrace(trace)]);
  return {
    ok: wanted.isMet(played),
    outcome,
    ending,
    why,
    steps: counts.steps,
    digest,
    assets,
    mismatches,
    trace: input.form === "seed" ? seedView(trace) : null,
    lines: input.form === "lines" ? writePlaytestTrace(trace) : null,
    file,
  };
}

/**
 * What a script sets at the start counts where the request gives nothing; pov, worldline and seed are the request's, as in a
 * suite.
 *
 * @throws TouchstoneError INPUT_INVALID for a script that is not valid, or has no such run.
 */
function wantedBy({ policy, script, run }: SceneInput): WantedPlay {
  if (policy !== "script") return playBy(policy);
  const picked = pickRun(readScriptRuns({ file: "script", text: script ?? "" }), run);
  return { ...playScript(picked), complete: (request) => completeByScript(picked, request) };
}

function completeByScript(run: ScriptRun, request: Omit<PlayRequest, "policy">): PlayRequest {
  return { ...request, policy: scriptPolicy(run), variables: { ...run.variables, ...request.variables } };
}

/** Where traces of single plays are kept. */
const PLAYS_FOLDER = `${MACHINE_FOLDER}/plays`;

/** Places in problems count in the scene as JSON with an indent of 2. */
async function openGiven({ scene, ink }: SceneInput): Promise<Story> {
  if (ink !== undefined) {
    const include = (name: string): string | null => (Object.hasOwn(ink.includes, name) ? (ink.includes[name] ?? null) : null);
    return (await openInkSource(ink, include)).story;
  }
  return openSceneSource({ file: "scene", text: JSON.stringify(scene, null, 2) }).story;
}
