import { basename, join } from "node:path";
import { z } from "zod";
import { copyTemplate } from "../adapters/files/copy-template.ts";
import { writeProjectSchemas } from "../adapters/files/write-project-schemas.ts";
import { Slug } from "../core/assets/records/fields.ts";
import { editAuthored } from "../core/authored/edit.ts";
import { TouchstoneError } from "../core/errors.ts";
import { readProjectText, writeProjectText } from "./project.ts";
import { defineVerb } from "./verb.ts";

/** What git must not keep: machine state. */
const GITIGNORE = ".touchstone/\n";

/** Starts a project in a folder: a small working one to change, or the sample game. */
export const initVerb = defineVerb({
  name: "init",
  summary: "Start a project in a folder",
  access: "files",
  input: z.strictObject({
    template: z.enum(["starter", "wickwater"]).default("starter").describe("What to start from"),
    id: Slug.optional().describe("Id of the project; default: made from the folder's name"),
    title: z.string().min(1).max(200).optional().describe("Name for people"),
  }),
  async run(studio, input) {
    const { projectDir, templatesDir } = studio;
    if ((await readProjectText(projectDir, "touchstone.yaml")) !== undefined) {
      throw new TouchstoneError("PROJECT_EXISTS", `\`${projectDir}\` holds a project already`, { hint: "Name another folder" });
    }
    const files = await copyTemplate(join(templatesDir, input.template), projectDir);
    const id = input.id ?? (input.template === "starter" ? slugOf(basename(projectDir)) : input.template);
    const edits = [{ path: ["id"], value: id }, ...(input.title === undefined ? [] : [{ path: ["title"], value: input.title }])];
    const text = (await readProjectText(projectDir, "touchstone.yaml")) ?? "";
    await writeProjectText(projectDir, "touchstone.yaml", editAuthored(text, edits));
    if ((await readProjectText(projectDir, ".gitignore")) === undefined)
      await writeProjectText(projectDir, ".gitignore", GITIGNORE);
    await writeProjectSchemas(projectDir);
    return { projectDir, id, files };
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
