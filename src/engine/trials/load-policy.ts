import { z } from "zod";
import { readProjectBytes } from "../../adapters/files/project-files.ts";
import { parseTree } from "../../core/authored/parse-tree.ts";
import { PROJECT_FILES } from "../../core/authored/project-layout.ts";
import { type AuthoredSource, readSource } from "../../core/authored/read-source.ts";
import { TrialPolicy } from "../../core/trials/settings.ts";
import { problemsError } from "../playtest/problems-error.ts";

/** The part of a project file that trials read: what else is wrong with it keeps no trial from being run. */
const WithTrials = z.looseObject({
  policies: z.looseObject({ trials: TrialPolicy.prefault({}) }).prefault({}),
});

/**
 * What a project says about trials; outside of one, the defaults. It reads the project's file by itself: the schemas of all
 * records take longer to load than a run of some trials.
 *
 * @param projectDir  Null outside of a project.
 * @throws TouchstoneError INPUT_INVALID or FILE_SYNTAX with every problem of that part of `touchstone.yaml`.
 */
export async function loadTrialPolicy(projectDir: string | null): Promise<TrialPolicy> {
  const source = projectDir === null ? undefined : await findProjectFile(projectDir);
  if (source === undefined) return TrialPolicy.parse({});
  const reading = readSource(source);
  if (reading.kind === "unreadable") throw problemsError(source.file, reading.problems);
  const parsed = parseTree(reading, WithTrials, undefined);
  if (parsed.kind === "invalid") throw problemsError(source.file, parsed.problems);
  return parsed.value.policies.trials;
}

async function findProjectFile(projectDir: string): Promise<AuthoredSource | undefined> {
  for (const file of PROJECT_FILES) {
    const bytes = await readProjectBytes(projectDir, file);
    if (bytes !== undefined) return { file, text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes) };
  }
  return undefined;
}
