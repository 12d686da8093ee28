import { z } from "zod";
import { readProjectFiles } from "../adapters/files/project-files.ts";
import { LOCK_FILE } from "../core/assets/ready/lock.ts";
import { type FixChange, fixAuthored } from "../core/authored/fix.ts";
import { findFileRole } from "../core/authored/project-layout.ts";
import { readProject } from "../core/authored/read-project.ts";
import { RECORD_SCHEMAS } from "../core/authored/record-kinds.ts";
import type { Problem } from "../core/errors.ts";
import { findLockProblems } from "./lock-problems.ts";
import { readProjectText, requireSpec, writeProjectText } from "./project.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** What is wrong with the authored files and the lock, and what was rewritten before they were looked at. */
export interface Validation {
  readonly ok: boolean;
  /** How many files were looked at. */
  readonly files: number;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  readonly fixed: readonly FixChange[];
}

const SpecsInput = z.strictObject({
  specs: z.array(z.string()).describe("Only these specs and the files all specs share; all files when empty"),
});

/** Checks every authored file and the lock. */
export const specValidateVerb = defineVerb({
  name: "spec.validate",
  summary: "Check every authored file",
  access: "files",
  input: SpecsInput,
  run: async (studio, input): Promise<Validation> => ({ ...(await validate(studio, input.specs)), fixed: [] }),
});

/** Rewrites old spellings to today's, keeping comments, then checks like `spec.validate`. */
export const specFixVerb = defineVerb({
  name: "spec.fix",
  summary: "Rewrite snake_case and the seeds' spellings, then check every authored file",
  access: "hold",
  input: SpecsInput,
  run: async (studio, input): Promise<Validation> =>
    await studio.alone(async () => {
      const fixed = await fixFiles(studio, input.specs);
      return { ...(await validate(studio, input.specs)), fixed };
    }),
});

async function validate({ projectDir }: Studio, specs: readonly string[]): Promise<Omit<Validation, "fixed">> {
  const found = await readProjectFiles(projectDir);
  const reading = readProject(found.files, found.problems);
  for (const id of specs) requireSpec(id, reading.specFiles.keys());
  const wanted = ({ place }: Problem): boolean => isWanted(place?.file ?? "", specs);
  const lockText = await readProjectText(projectDir, LOCK_FILE);
  const ofLock = lockText === undefined ? [] : findLockProblems(reading, lockText);
  const problems = [...reading.problems, ...reading.references, ...ofLock].filter(wanted);
  const warnings = reading.warnings.filter(wanted);
  return { ok: problems.length === 0, files: found.files.length, problems, warnings };
}

/** A file of another spec than those named, or a story, is none of the caller's business. */
function isWanted(file: string, specs: readonly string[]): boolean {
  if (specs.length === 0 || !/^(specs|story)\//.test(file)) return true;
  const role = findFileRole(file);
  return role?.kind === "spec" && role.id !== undefined && specs.includes(role.id);
}

async function fixFiles({ projectDir }: Studio, specs: readonly string[]): Promise<readonly FixChange[]> {
  const found = await readProjectFiles(projectDir);
  const known = readProject(found.files, found.problems).specFiles.keys();
  for (const id of specs) requireSpec(id, known);
  const changes: FixChange[] = [];
  for (const { file, text } of found.files) {
    const role = findFileRole(file);
    if (role === undefined || !isWanted(file, specs)) continue;
    const fixed = fixAuthored({ file, text }, RECORD_SCHEMAS[role.kind] as z.ZodType);
    if (fixed.changes.length === 0) continue;
    await writeProjectText(projectDir, file, fixed.text);
    changes.push(...fixed.changes);
  }
  return changes;
}
