import { z } from "zod";

/** Chooses the ComfyUI server of one call. It never changes a plan or a digest. */
export const BackendInput = z
  .string()
  .min(1)
  .max(2048)
  .optional()
  .describe("Render workflows on this ComfyUI server alone: its address, or the id of one that is listed");
