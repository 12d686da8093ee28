import { join } from "node:path";
import { z } from "zod";
import { listTemplate } from "../adapters/files/copy-template.ts";
import { emptyFolder, listRest, removeFiles } from "../adapters/files/remove-files.ts";
import { LOCK_FILE } from "../core/assets/ready/lock.ts";
import { MACHINE_FOLDER, PROJECT_FILES, RECORD_FOLDERS } from "../core/authored/project-layout.ts";
import { TouchstoneError } from "../core/errors.ts";
import { OWNER_FILES } from "../store/owner-lock.ts";
import { SHEET_FILES } from "./contact-sheet.ts";
import { GITIGNORE } from "./init.ts";
import { findProjectId, readProjectText } from "./project.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** The sample game: name of its template, and id of the project made from it. */
export const SAMPLE = "wickwater";

/**
 * Looks for the sample project in a folder. A folder that holds another project is refused: it is somebody's work, to be
 * neither removed nor made ready.
 */
export const sampleFindVerb = defineVerb({
  name: "sample.find",
  summary: "Find the sample project",
  access: "files",
  input: z.strictObject({}),
  run: async (studio) => ({ found: await isSample(studio) }),
});

/**
 * Removes the sample project from a folder, so that it can be created again: what it consists of and what was made in it,
 * and nothing that somebody put beside it. What makes the folder a project goes last, so that a removal that was
 * interrupted is finished by the next. The lock's own files stay, for they hold until the end.
 */
export const sampleRemoveVerb = defineVerb({
  name: "sample.remove",
  summary: "Remove the sample project, and keep what is not the sample's",
  access: "hold",
  local: true,
  input: z.strictObject({}),
  async run(studio): Promise<{ kept: readonly string[] }> {
    const { projectDir, templatesDir } = studio;
    if (!(await isSample(studio))) return { kept: [] };
    const ofTemplate = await listTemplate(join(templatesDir, SAMPLE));
    const projectFiles: readonly string[] = PROJECT_FILES;
    const made = [...ofTemplate, LOCK_FILE, ...Object.values(SHEET_FILES), ...(await ownGitignore(projectDir))];
    await removeFiles(
      projectDir,
      made.filter((file) => !projectFiles.includes(file)),
    );
    await emptyFolder(join(projectDir, MACHINE_FOLDER), OWNER_FILES);
    await removeFiles(projectDir, projectFiles);
    const rest = await listRest(projectDir, RECORD_FOLDERS);
    return { kept: rest.filter((name) => name !== MACHINE_FOLDER) };
  },
});

async function isSample({ projectDir }: Studio): Promise<boolean> {
  const id = await findProjectId(projectDir);
  if (id === undefined || id === SAMPLE) return id === SAMPLE;
  const message = `\`${projectDir}\` holds the project \`${id}\`, not the sample \`${SAMPLE}\``;
  throw new TouchstoneError("STATE_CONFLICT", message, { hint: "Name another folder with `--dir`" });
}

/** The `.gitignore` that came with the sample, unless somebody has written into it. */
async function ownGitignore(projectDir: string): Promise<readonly string[]> {
  return (await readProjectText(projectDir, ".gitignore")) === GITIGNORE ? [".gitignore"] : [];
}
