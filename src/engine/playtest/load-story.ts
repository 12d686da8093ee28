import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { isInside } from "../../adapters/files/is-inside.ts";
import { readTextFile } from "../../adapters/files/read-text-file.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { SCENE_LIMITS } from "../../core/authored/limits.ts";
import type { AuthoredSource } from "../../core/authored/read-source.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { openScene } from "../../core/playtest/native/open-scene.ts";
import { findSceneFindings } from "../../core/playtest/scene/find-findings.ts";
import { readScene } from "../../core/playtest/scene/read-scene.ts";
import type { Story } from "../../core/playtest/story/story.ts";
import type { StoryFinding } from "./facts.ts";
import { problemsError } from "./problems-error.ts";

/** Largest ink file, source or compiled. The largest published story is below 1 MiB; a compiled one takes half as much again. */
const MAX_INK_BYTES = 16 * 1_048_576;

/** A story that can be played. */
export interface LoadedStory {
  readonly story: Story;
  /** As it was named. */
  readonly file: string;
  /** What can be found in it without playing it. */
  readonly findFindings: () => readonly StoryFinding[];
}

/**
 * Opens the story in a file: a scene as YAML or JSON, an ink story as `.ink` or as the JSON that an ink compiler writes.
 *
 * @throws TouchstoneError what `readTextFile` throws; INPUT_INVALID or FILE_SYNTAX with every problem and its place.
 */
export async function loadStory(file: NamedFile): Promise<LoadedStory> {
  if (!STORY_NAME.test(file.name)) throw noStory(file.name);
  const maxBytes = SCENE_NAME.test(file.name) ? SCENE_LIMITS.maxBytes : MAX_INK_BYTES;
  const source = { file: file.name, text: await readTextFile(file, maxBytes) };
  if (!isInk(source)) return openSceneSource(source);
  return await openInkSource(source, (name) => readInclude(dirname(file.path), name));
}

const STORY_NAME = /\.(ya?ml|json|ink)$/i;
const SCENE_NAME = /\.ya?ml$/i;

function isInk({ file, text }: AuthoredSource): boolean {
  // Compiled ink begins with its version; a scene cannot have that key.
  return /\.ink$/i.test(file) || (/\.json$/i.test(file) && /^\s*\{\s*"inkVersion"/.test(text.slice(0, 200)));
}

/**
 * Opens a scene that is at hand as text.
 *
 * @throws TouchstoneError INPUT_INVALID, FILE_SYNTAX, FILE_TOO_LARGE or FILE_ENCODING with every problem and its place.
 */
export function openSceneSource(source: AuthoredSource): LoadedStory {
  const reading = readScene(source);
  if (reading.kind === "invalid") throw problemsError(source.file, reading.problems);
  const { scene, placeOf } = reading;
  const findFindings = (): readonly StoryFinding[] =>
    findSceneFindings(scene).map(({ path, ...finding }) => ({ ...finding, place: placeOf(path), command: null }));
  return { story: openScene(scene, { linesOf: placeOf }), file: source.file, findFindings };
}

/**
 * Opens an ink story that is at hand as text. The ink engine is loaded when one is met.
 *
 * @param include  The text of a file that it includes; null where there is none.
 * @throws TouchstoneError INPUT_INVALID with every problem and its place.
 */
export async function openInkSource(source: AuthoredSource, include: (name: string) => string | null): Promise<LoadedStory> {
  const { openInk } = await import("../../adapters/ink/open-ink.ts");
  const story = openInk({ ...source, include });
  const findFindings = (): readonly StoryFinding[] =>
    story.findings.map((finding) => ({ ...finding, place: null, command: null }));
  return { story, file: source.file, findFindings };
}

/** A file that an ink story includes, from its own folder or one below; null when there is none that may be read. */
function readInclude(dir: string, name: string): string | null {
  try {
    const path = realpathSync(join(dir, name));
    return isInside(realpathSync(dir), path) ? readFileSync(path, "utf8") : null;
  } catch {
    return null;
  }
}

function noStory(name: string): TouchstoneError {
  return new TouchstoneError("INPUT_INVALID", `\`${name}\` is not a story by its name`, {
    hint: "Name a scene (`.yaml` or `.json`) or an ink story (`.ink`, or its compiled `.json`)",
  });
}
