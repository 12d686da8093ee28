import { z } from "zod";
import { defineVerb } from "../../verb.ts";
import type { EnvRunAnswer } from "./run-answer.ts";
import { runDetached } from "./run-detached.ts";
import { runHere } from "./run-here.ts";
import { findRunTarget } from "./run-target.ts";

/**
 * Starts production's ComfyUI and watches it: a dead, silent or stuck one is started again, with pauses and a limit. Without
 * `detach` it goes on until the caller's signal, or `env stop`, ends it.
 *
 * @throws TouchstoneError as `findRunTarget`; COMFYUI_RUNNING, COMFYUI_NOT_STARTED; INTERRUPTED where it was stopped before
 *   ComfyUI served.
 */
export const envRunVerb = defineVerb({
  name: "env.run",
  summary: "Start production's ComfyUI, and keep it healthy",
  access: "files",
  input: z.strictObject({
    port: z.int().min(1).max(65_535).optional().describe("Where it serves on loopback; default: `run.port` of the config"),
    detach: z.boolean().default(false).describe("Return when it is healthy, and leave it to a process of its own"),
  }),
  async run(studio, { port, detach }, caller): Promise<EnvRunAnswer> {
    const target = await findRunTarget(studio, { port, caller });
    return await (detach ? runDetached : runHere)(studio, target, caller);
  },
});
