import { join } from "node:path";
import { z } from "zod";
import { emptyFolder } from "../adapters/files/empty-folder.ts";
import { MACHINE_FOLDER } from "../core/authored/project-layout.ts";
import { TouchstoneError } from "../core/errors.ts";
import { acquireOwner } from "../store/owner-lock.ts";
import { loadProject, readProjectText } from "./project.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/**
 * Looks for a sample project in a folder, and on request removes it so that it can be created again. A folder that holds
 * another project is refused: it is somebody's work, to be neither removed nor made ready.
 */
export const sampleVerb = defineVerb({
  name: "sample",
  summary: "Find a sample project, and remove it on request",
  access: "files",
  input: z.strictObject({
    id: z.string().describe("Id that the project must have"),
    remove: z.boolean().describe("Whether to remove it"),
  }),
  async run(studio, input): Promise<{ found: boolean }> {
    if ((await readProjectText(studio.projectDir, "touchstone.yaml")) === undefined) return { found: false };
    const { records } = await loadProject(studio);
    if (records.project.id !== input.id) {
      const message = `\`${studio.projectDir}\` holds the project \`${records.project.id}\`, not the sample \`${input.id}\``;
      throw new TouchstoneError("STATE_CONFLICT", message, { hint: "Name another folder with `--dir`" });
    }
    if (!input.remove) return { found: true };
    await refuseOwned(studio);
    await emptyFolder(studio.projectDir);
    return { found: false };
  },
});

/** Nothing is removed from under a process that works in it. */
async function refuseOwned(studio: Studio): Promise<void> {
  const { projectDir, sessionId } = studio;
  const info = { pid: process.pid, command: "touchstone demo --fresh", startedAtMs: studio.nowMs(), sessionId };
  const lock = await acquireOwner(join(projectDir, MACHINE_FOLDER), info);
  // Some systems do not remove files that are open, the lock's own among them.
  lock.release();
}
