import { z } from "zod";

/** `state/process.json`: the ComfyUI that `env run` started. A pid alone names nobody: the start time tells it apart. */
export const ProcessRecord = z.strictObject({
  format: z.literal("touchstone.process/1").describe("Form of this file"),
  supervisor: z.strictObject({ pid: z.int().min(1), startTicks: z.string() }).describe("The process that watches it"),
  comfyui: z
    .strictObject({ pid: z.int().min(1), startTicks: z.string() })
    .nullable()
    .describe("ComfyUI itself; null while it restarts"),
  health: z
    .enum(["starting", "running", "unhealthy"])
    .describe("How it was when it was last looked at; `unhealthy`: it does not answer, or is about to be started again"),
  port: z.int().min(1).max(65_535).describe("Where it serves, on loopback"),
  url: z.string().describe("Its address"),
  generation: z.int().min(1).describe("The generation that it runs"),
  envId: z.string().describe("That generation's identity"),
  isEdited: z
    .boolean()
    .default(false)
    .describe("Whether files of its node packs were not those that the identity stands for when it started"),
  log: z.string().describe("Its log, relative to `env/`"),
  startedAtMs: z.int().min(0).describe("When, in ms since 1970"),
  restarts: z.int().min(0).describe("How often it was started again"),
});
export type ProcessRecord = z.infer<typeof ProcessRecord>;
