import { z } from "zod";

/** `state/classes/<n>.json`: what a generation's ComfyUI offered when it was last seen to answer. Only ever compared with. */
export const ObservedClasses = z.strictObject({
  format: z.literal("touchstone.observed-classes/1").describe("Form of this file"),
  byPack: z
    .record(z.string(), z.array(z.string()))
    .describe("Node classes of each pack, sorted; those of ComfyUI itself under `comfyui`"),
  failed: z.array(z.string()).describe("Packs that could not be imported, sorted"),
});
export type ObservedClasses = z.infer<typeof ObservedClasses>;
