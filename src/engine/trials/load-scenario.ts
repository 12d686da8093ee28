import { statSync } from "node:fs";
import { dirname, isAbsolute, join, normalize } from "node:path";
import { readTextFile } from "../../adapters/files/read-text-file.ts";
import { LIMITS } from "../../core/authored/limits.ts";
import type { NamedFile } from "../../core/authored/named-file.ts";
import { sortProblems } from "../../core/authored/problem-order.ts";
import type { Problem } from "../../core/errors.ts";
import { checkJudges } from "../../core/trials/scenario/check-judges.ts";
import { readScenario } from "../../core/trials/scenario/read-scenario.ts";
import type { Scenario } from "../../core/trials/scenario/scenario.ts";
import type { TrialPolicy } from "../../core/trials/settings.ts";
import { findProjectAbove } from "../playtest/find-project-above.ts";
import { problemsError } from "../playtest/problems-error.ts";
import { includeFrom } from "./include-from.ts";
import { loadTrialPolicy } from "./load-policy.ts";

/** A scenario with what its trials need of its surroundings. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly file: NamedFile;
  /** The project that it lies in; null outside of one. */
  readonly projectDir: string | null;
  readonly policy: TrialPolicy;
  readonly warnings: readonly Problem[];
}

/**
 * Reads a scenario with the files that it includes, and what its project says about trials. It may include what lies in its
 * project; outside of one, what lies below the folder that its name counts from, or else in its own folder.
 *
 * @throws TouchstoneError FILE_NOT_FOUND and what else `readTextFile` throws; INPUT_INVALID, DUPLICATE_ID, FILE_SYNTAX,
 *         FILE_TOO_LARGE or FILE_ENCODING with every problem and its place.
 */
export async function loadScenario(file: NamedFile): Promise<LoadedScenario> {
  return await loadScenarioText(file, await readTextFile(file, LIMITS.maxBytes));
}

/** The same of a text that need not be on disk. @param file  Where it would lie: what it names is looked for from there. */
export async function loadScenarioText(file: NamedFile, text: string): Promise<LoadedScenario> {
  const projectDir = await findProjectAbove(dirname(file.path));
  const reading = readScenario({ file: file.name, text, include: includeFrom(file, projectDir ?? baseOf(file)) });
  if (reading.kind === "invalid") throw problemsError(file.name, reading.problems);
  const { scenario, warnings } = reading;
  const policy = await loadTrialPolicy(projectDir);
  const problems = [...checkJudges(scenario, policy), ...findMissingModules(scenario, dirname(file.path))];
  if (problems.length > 0) throw problemsError(file.name, sortProblems(problems));
  return { scenario, file, projectDir, policy, warnings };
}

/** The folder that a file's name counts from, where it is one above the file. */
function baseOf({ path, name }: NamedFile): string {
  const below = normalize(name);
  const isBelow = !isAbsolute(below) && !below.startsWith("..") && path.endsWith(below);
  return isBelow ? path.slice(0, path.length - below.length) : dirname(path);
}

/** Whether a module has the function that is named is found out when it is run: it is code. */
function findMissingModules({ modules }: Scenario, dir: string): Problem[] {
  const missing = modules.filter(({ file }) => statSync(join(dir, file), { throwIfNoEntry: false })?.isFile() !== true);
  return missing.map(({ file, place }) => ({
    code: "INPUT_INVALID",
    message: `there is no file \`${file}\` beside the scenario`,
    place,
    hint: "Write the path from the scenario's folder",
  }));
}
