import type { NamedFile } from "../../core/authored/named-file.ts";
import { type Problem, TouchstoneError } from "../../core/errors.ts";
import { scenarioName } from "../../core/trials/scenario/read-scenario.ts";
import { problemsError, problemsIn } from "../playtest/problems-error.ts";
import { findScenarios } from "./find-scenarios.ts";
import { type LoadedScenario, loadScenario } from "./load-scenario.ts";

/** One file that was looked at: its scenario, or everything that keeps it from being run. */
export interface TriedScenario {
  readonly file: NamedFile;
  /** What its runs and recordings are called by. */
  readonly name: string;
  /** Null where there is a problem. */
  readonly loaded: LoadedScenario | null;
  readonly problems: readonly Problem[];
}

/**
 * The scenarios of files and folders, each once: those of a folder and the folders below it sorted by name.
 *
 * @throws TouchstoneError FILE_NOT_FOUND where one is missing; otherwise one failure with all problems of all files.
 */
export async function loadScenarios(paths: readonly NamedFile[]): Promise<readonly LoadedScenario[]> {
  const tried = await tryScenarios(paths);
  const problems = tried.flatMap((each) => each.problems);
  if (problems.length > 0) throw problemsError(paths.map(({ name }) => name).join(", "), problems);
  return tried.flatMap(({ loaded }) => (loaded === null ? [] : [loaded]));
}

/**
 * Looks at the scenarios of files and folders, each once. Two of one name are a problem: their recordings would lie in one folder.
 *
 * @throws TouchstoneError what `findScenarios` throws; FILE_NOT_FOUND or DISK_FAILED for a file that cannot be read.
 */
export async function tryScenarios(paths: readonly NamedFile[]): Promise<readonly TriedScenario[]> {
  const files = new Map(paths.flatMap(findScenarios).map((file) => [file.path, file]));
  const tried: TriedScenario[] = [];
  for (const file of files.values()) {
    const name = scenarioName(file.name);
    const other = tried.find((each) => each.name === name);
    const one = await tryScenario(file);
    if (other === undefined) tried.push({ file, name, ...one });
    else tried.push({ file, name, loaded: null, problems: [...one.problems, sameName(file, other)] });
  }
  return tried;
}

async function tryScenario(file: NamedFile): Promise<Pick<TriedScenario, "loaded" | "problems">> {
  try {
    return { loaded: await loadScenario(file), problems: [] };
  } catch (error) {
    const isOfFile = error instanceof TouchstoneError && error.code !== "FILE_NOT_FOUND" && error.code !== "DISK_FAILED";
    if (!isOfFile) throw error;
    return { loaded: null, problems: problemsIn(error) };
  }
}

function sameName({ name: file }: NamedFile, other: TriedScenario): Problem {
  return {
    code: "DUPLICATE_ID",
    message: `two scenarios are called \`${other.name}\`: the other is \`${other.file.name}\``,
    place: { file, line: 1, column: 1 },
    hint: "Rename one of the files",
  };
}
