import { basename, join } from "node:path";
import { z } from "zod";
import { copyTemplate, listTemplate } from "../adapters/files/copy-template.ts";
import { refreshMachineFolder } from "../adapters/files/refresh-machine-folder.ts";
import { Slug } from "../core/assets/records/fields.ts";
import { editAuthored } from "../core/authored/edit.ts";
import { MACHINE_FOLDER, PROJECT_FILES } from "../core/authored/project-layout.ts";
import { TouchstoneError } from "../core/errors.ts";
import { findProjectFile, readProjectText, writeProjectText } from "./project.ts";
import { defineVerb } from "./verb.ts";

/** What a new project's git must not keep: machine state. */
export const GITIGNORE = `${MACHINE_FOLDER}/\n`;

const [PROJECT_FILE] = PROJECT_FILES;

/**
 * Starts a project in a folder: a small working one to change, one for a real SDXL checkpoint, or the sample game. What makes the folder a project is
 * written last, so that a start that was interrupted is finished by the next.
 */
export const initVerb = defineVerb({
  name: "init",
  summary: "Start a project in a folder",
  access: "files",
  input: z.strictObject({
    template: z.enum(["starter", "wickwater", "sdxl"]).default("starter").describe("What to start from"),
    id: Slug.optional().describe("Id of the project; default: made from the folder's name"),
    title: z.string().min(1).max(200).optional().describe("Name for people"),
  }),
  async run({ projectDir, templatesDir }, input) {
    const there = await findProjectFile(projectDir);
    if (there !== undefined) {
      const message = `\`${projectDir}\` holds a project already: \`${there.file}\``;
      throw new TouchstoneError("PROJECT_EXISTS", message, { hint: "Name another folder" });
    }
    const templateDir = join(templatesDir, input.template);
    const files = await listTemplate(templateDir);
    const copied = await copyTemplate(
      { templateDir, targetDir: projectDir },
      files.filter((file) => file !== PROJECT_FILE),
    );
    if ((await readProjectText(projectDir, ".gitignore")) === undefined)
      await writeProjectText(projectDir, ".gitignore", GITIGNORE);
    await refreshMachineFolder(projectDir);
    const id = input.id ?? (input.template === "wickwater" ? input.template : slugOf(basename(projectDir)));
    const edits = [{ path: ["id"], value: id }, ...(input.title === undefined ? [] : [{ path: ["title"], value: input.title }])];
    const text = (await readProjectText(templateDir, PROJECT_FILE)) ?? "";
    await writeProjectText(projectDir, PROJECT_FILE, editAuthored(text, edits));
    return { projectDir, id, files: [...copied, PROJECT_FILE] };
  },
});

/** A folder name as an id, e.g. `My Game` -> `my-game`. */
function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .replace(/^[-_]+|-+$/g, "")
    .slice(0, 64);
  return slug === "" ? "my-game" : slug;
}
