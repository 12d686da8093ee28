import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { includedBy } from "./included-by.ts";

/** Where a project keeps its stories and suites. */
const STORY_FOLDER = "story";
const SUITE_FOLDER = "suites";

/** Folders below those; deeper ones are no part of a project. */
const MAX_DEPTH = 4;

/** More files than this are no stories but a mistake. */
const MAX_FILES = 2_000;

/** What a project holds to be played, as paths inside it, sorted. */
export interface StoryFiles {
  /** Scenes and ink stories; what an ink story includes is a part of it, no story of its own. */
  readonly stories: readonly NamedFile[];
  readonly suites: readonly NamedFile[];
  /** Changes whenever a file of either folder does. */
  readonly stamp: string;
}

/** Finds a project's stories and suites by their names. A project without any has none; links are not followed. */
export function findStoryFiles(projectDir: string): StoryFiles {
  const inStory = listFiles(projectDir, STORY_FOLDER);
  const inSuites = listFiles(projectDir, SUITE_FOLDER);
  const included = new Set(inStory.filter((file) => file.endsWith(".ink")).flatMap((file) => includesOf(projectDir, file)));
  const stories = inStory.filter((file) => STORY_NAME.test(file) && !included.has(file) && !isCompiledTwin(file, inStory));
  const named = (file: string): NamedFile => ({ path: join(projectDir, file), name: file });
  return {
    stories: stories.map(named),
    suites: inSuites.filter((file) => SUITE_NAME.test(file)).map(named),
    stamp: stampFiles(projectDir, [...inStory, ...inSuites]),
  };
}

/** The stamp alone: nothing is read for it. */
export function stampStoryFiles(projectDir: string): string {
  return [STORY_FOLDER, SUITE_FOLDER].map((folder) => stampFolder(projectDir, folder)).join("\n");
}

/** Changes whenever a file of a project's folder does; empty where there is none. */
export function stampFolder(projectDir: string, folder: string): string {
  return stampFiles(projectDir, listFiles(projectDir, folder));
}

function stampFiles(projectDir: string, files: readonly string[]): string {
  return files.map((file) => `${file} ${stampOf(join(projectDir, file))}`).join("\n");
}

const STORY_NAME = /\.(scene\.(ya?ml|json)|ink|ink\.json)$/;
const SUITE_NAME = /\.suite\.(ya?ml|json)$/;

/** `a.ink.json` beside `a.ink` is what a compiler made of it. */
function isCompiledTwin(file: string, files: readonly string[]): boolean {
  return file.endsWith(".ink.json") && files.includes(file.slice(0, -".json".length));
}

/** Paths of the files that an ink story includes: they are named from the folder of the story. */
function includesOf(projectDir: string, file: string): readonly string[] {
  const names = includedBy(readFileSync(join(projectDir, file), "utf8"));
  return names.map((name) => posix.join(posix.dirname(file), name));
}

function listFiles(projectDir: string, folder: string, depth = 1): readonly string[] {
  const found: string[] = [];
  for (const entry of entriesOf(join(projectDir, folder))) {
    const path = `${folder}/${entry.name}`;
    if (entry.name.startsWith(".") || found.length >= MAX_FILES) continue;
    if (entry.isDirectory() && depth < MAX_DEPTH) found.push(...listFiles(projectDir, path, depth + 1));
    else if (entry.isFile()) found.push(path);
  }
  return found.toSorted(compareCodeUnits);
}

function entriesOf(path: string) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    // A project may have no such folder.
    return [];
  }
}

/** Empty for a file that is gone since it was listed. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.ino}:${stats.size}:${stats.ctimeMs}`;
}
