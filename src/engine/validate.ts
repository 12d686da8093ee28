import { z } from "zod";
import { readProjectFiles } from "../adapters/files/project-files.ts";
import { LOCK_FILE } from "../core/assets/ready/lock.ts";
import { fixAuthored } from "../core/authored/fix.ts";
import { findFileRole } from "../core/authored/project-layout.ts";
import { readProject } from "../core/authored/read-project.ts";
import { RECORD_SCHEMAS } from "../core/authored/record-kinds.ts";
import type { Place, Problem } from "../core/errors.ts";
import { findLockProblems } from "./lock-problems.ts";
import { readProjectText, requireSpec, writeProjectText } from "./project.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Checks every authored file and the lock; with `fix` first rewrites old spellings to today's. */
export const specValidateVerb = defineVerb({
  name: "spec.validate",
  summary: "Check every authored file, and rewrite old spellings with --fix",
  access: "files",
  input: z.strictObject({
    specs: z.array(z.string()).describe("Only report on these specs and the files all specs share"),
    fix: z.boolean().default(false).describe("Rewrite snake_case and the seeds' spellings, keeping comments"),
  }),
  async run(studio, input) {
    const fixed = input.fix ? await fixFiles(studio) : [];
    const found = await readProjectFiles(studio.projectDir);
    const reading = readProject(found.files, found.problems);
    for (const id of input.specs) requireSpec(id, reading.specFiles.keys());
    const wanted = (problem: Problem): boolean => {
      const file = problem.place?.file ?? "";
      if (input.specs.length === 0 || !file.startsWith("specs/")) return true;
      return input.specs.some((id) => (reading.specFiles.get(id) ?? []).includes(file));
    };
    const lockText = await readProjectText(studio.projectDir, LOCK_FILE);
    const ofLock = lockText === undefined ? [] : findLockProblems(reading, lockText);
    const problems = [...reading.problems, ...reading.references, ...ofLock].filter(wanted);
    const warnings = reading.warnings.filter(wanted);
    return { ok: problems.length === 0, files: found.files.length, problems, warnings, fixed };
  },
});

async function fixFiles(studio: Studio): Promise<readonly { place: Place; from: string; to: string }[]> {
  const found = await readProjectFiles(studio.projectDir);
  const changes: { place: Place; from: string; to: string }[] = [];
  for (const { file } of found.files) {
    const role = findFileRole(file);
    if (role === undefined) continue;
    const text = (await readProjectText(studio.projectDir, file)) ?? "";
    const fixed = fixAuthored({ file, text }, RECORD_SCHEMAS[role.kind] as z.ZodType);
    if (fixed.changes.length === 0) continue;
    await writeProjectText(studio.projectDir, file, fixed.text);
    changes.push(...fixed.changes);
  }
  return changes;
}
