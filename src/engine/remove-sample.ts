import { z } from "zod";
import { removeFolder } from "../adapters/files/remove-folder.ts";
import { TouchstoneError } from "../core/errors.ts";
import { loadProject, readProjectText } from "./project.ts";
import { defineVerb } from "./verb.ts";

/** Removes a sample project so that it can be created again. Nothing but a project of that id is ever removed. */
export const removeSampleVerb = defineVerb({
  name: "sample.remove",
  summary: "Remove a sample project",
  access: "files",
  input: z.strictObject({ id: z.string().describe("Id that the project must have") }),
  async run(studio, input): Promise<{ removed: boolean }> {
    if ((await readProjectText(studio.projectDir, "touchstone.yaml")) === undefined) return { removed: false };
    const { records } = await loadProject(studio);
    if (records.project.id !== input.id) {
      const message = `\`${studio.projectDir}\` holds the project \`${records.project.id}\`, not the sample \`${input.id}\``;
      throw new TouchstoneError("STATE_CONFLICT", message, { hint: "Name another folder with `--dir`" });
    }
    await removeFolder(studio.projectDir);
    return { removed: true };
  },
});
