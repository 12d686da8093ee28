import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, posix } from "node:path";
import { readTextFile } from "../../adapters/files/read-text-file.ts";
import { LIMITS, SCENE_LIMITS } from "../../core/authored/limits.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { assert } from "../../core/assert.ts";
import { type Problem, TouchstoneError } from "../../core/errors.ts";
import type { ScriptRun } from "../../core/playtest/script/script.ts";
import type { Story } from "../../core/playtest/story/story.ts";
import { planSuite, type SuiteWishes } from "../../core/playtest/suite/plan-suite.ts";
import { readSuite } from "../../core/playtest/suite/read-suite.ts";
import type { Suite } from "../../core/playtest/suite/suite.ts";
import type { SuiteCell } from "../../core/playtest/suite/suite-cell.ts";
import { findProjectAbove } from "./find-project-above.ts";
import { loadStory } from "./load-story.ts";
import { readScriptRuns } from "./load-policy.ts";
import { problemsError, problemsIn } from "./problems-error.ts";

/** A suite with all that its cells name. */
export interface LoadedSuite {
  /** As it was named. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly suite: Suite;
  readonly cells: readonly SuiteCell[];
  readonly warnings: readonly Problem[];
  /** Stories by the file as cells name it. */
  readonly stories: ReadonlyMap<string, Story>;
  readonly scripts: ReadonlyMap<string, readonly ScriptRun[]>;
  /** Where each file that a cell names was found. */
  readonly files: ReadonlyMap<string, NamedFile>;
  /** The project that the suite lies in; null outside of one. */
  readonly projectDir: string | null;
}

/**
 * Reads a suite, or a bare plan, with the stories and scripts that it names: each beside the suite, or else from the
 * project's folder.
 *
 * @throws TouchstoneError what `readTextFile` throws; INPUT_INVALID with every problem of the suite, or else of everything that
 *         it names.
 */
export async function loadSuite(file: NamedFile, wishes: SuiteWishes = {}): Promise<LoadedSuite> {
  return await loadSuiteText(file, await readTextFile(file, SCENE_LIMITS.maxBytes), wishes);
}

/** Reads a suite that is at hand as text, as `loadSuite` does. @param file  Where it would lie. */
export async function loadSuiteText(file: NamedFile, text: string, wishes: SuiteWishes): Promise<LoadedSuite> {
  const reading = readSuite({ file: file.name, text });
  if (reading.kind === "invalid") throw problemsError(file.name, reading.problems);
  const { suite, warnings } = reading;
  const projectDir = await findProjectAbove(dirname(file.path));
  const cells = planSuite(suite, wishes);
  const desk = openLoading(file, projectDir);
  const stories = new Map<string, Story>();
  const scripts = new Map<string, readonly ScriptRun[]>();
  for (const { story, policy, place } of cells) {
    if (story.kind === "file") await desk.load(story.file, { into: stories, by: place, open: openFile });
    if (policy.kind === "script") await desk.load(policy.file, { into: scripts, by: place, open: openScript });
  }
  if (desk.problems.length > 0) throw problemsError(file.name, desk.problems);
  return { file: file.name, path: file.path, suite, cells, warnings, stories, scripts, files: desk.files, projectDir };
}

/** The story of one of a suite's cells; every file that a cell names was loaded with the suite. */
export function storyOf({ story }: Pick<SuiteCell, "story">, { stories }: Pick<LoadedSuite, "stories">): Story {
  const found = story.kind === "inline" ? story.story : stories.get(story.file);
  assert(found !== undefined, "a suite is loaded with all of its stories");
  return found;
}

async function openFile(file: NamedFile): Promise<Story> {
  return (await loadStory(file)).story;
}

async function openScript(file: NamedFile): Promise<readonly ScriptRun[]> {
  return readScriptRuns({ file: file.name, text: await readTextFile(file, LIMITS.maxBytes) });
}

interface Wanted<T> {
  readonly into: Map<string, T>;
  /** Where the suite names it. */
  readonly by: SuiteCell["place"];
  readonly open: (file: NamedFile) => Promise<T>;
}

/** Opens each file once; what is wrong with one keeps no other from being looked at. */
function openLoading(suite: NamedFile, projectDir: string | null) {
  const files = new Map<string, NamedFile>();
  const problems: Problem[] = [];
  const tried = new Set<string>();
  return {
    files,
    problems,
    async load<T>(name: string, { into, by, open }: Wanted<T>): Promise<void> {
      if (tried.has(name)) return;
      tried.add(name);
      const file = locate(name, suite, projectDir);
      files.set(name, file);
      try {
        into.set(name, await open(file));
      } catch (error) {
        if (!(error instanceof TouchstoneError)) throw error;
        problems.push(...problemsOf(error, by));
      }
    },
  };
}

/** What a suite names and is not there is the suite's own fault, at the place where it names it. */
function problemsOf(error: TouchstoneError, by: SuiteCell["place"]): readonly Problem[] {
  return problemsIn(error).map((problem) => {
    const code = problem.code === "FILE_NOT_FOUND" ? "INPUT_INVALID" : problem.code;
    return { ...problem, code, place: problem.place ?? by };
  });
}

/** Beside the suite where it is there, else from the project's folder; where an absolute path leads. */
function locate(name: string, suite: NamedFile, projectDir: string | null): NamedFile {
  if (isAbsolute(name)) return { path: name, name };
  const beside = { path: join(dirname(suite.path), name), name: posix.join(posix.dirname(suite.name), name) };
  if (projectDir === null || existsSync(beside.path)) return beside;
  return { path: join(projectDir, name), name };
}
