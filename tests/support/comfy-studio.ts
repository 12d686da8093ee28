import { withStudio as openStudio } from "../../src/compose.ts";
import { callVerb, type WithStudio } from "../../src/engine/call-verb.ts";
import { specReadyVerb } from "../../src/engine/ready.ts";
import type { Studio } from "../../src/engine/studio.ts";
import type { ComfyProject } from "./comfy-game.ts";
import { writeComfyProject } from "./comfy-game.ts";

/** Servers of tests answer at once or not at all. */
const QUICK = {
  patience: { awayMs: 2_000, idleMs: 600, stuckMs: 600 },
  pace: { firstMs: 10, mostMs: 100 },
  answerMs: 400,
};

/** A project of ComfyUI specs, all ready, held open by one studio. */
export interface ComfyStudio {
  readonly studio: Studio;
  readonly withStudio: WithStudio;
  close(): Promise<void>;
}

/** Writes a project into a folder, makes its specs ready and holds it open. */
export async function openComfyStudio(dir: string, project: ComfyProject): Promise<ComfyStudio> {
  writeComfyProject(dir, project);
  const opened = await holdStudio(dir);
  await callVerb(specReadyVerb, { input: { specs: [], all: true }, caller: { by: "person" }, withStudio: opened.withStudio });
  return opened;
}

/** Opens a project as its owner until `close`. */
async function holdStudio(dir: string): Promise<ComfyStudio> {
  const opened = Promise.withResolvers<Studio>();
  const closing = Promise.withResolvers<void>();
  const held = openStudio({ projectDir: dir, access: "own", command: "vitest", timing: QUICK }, async (studio) => {
    opened.resolve(studio);
    await closing.promise;
  });
  const studio = await Promise.race([opened.promise, held.then(() => Promise.reject(new Error("the studio closed early")))]);
  return {
    studio,
    withStudio: async (_access, use) => await use(studio),
    close: async () => {
      closing.resolve();
      await held;
    },
  };
}
