import { z } from "zod";

/** Nobody waits longer for ComfyUI to start, in seconds. Guess. */
const LONGEST_WATCH_SECONDS = 3600;

/** How long a candidate's ComfyUI is watched. */
export const TimeoutSeconds = z
  .int()
  .min(1)
  .max(LONGEST_WATCH_SECONDS)
  .optional()
  .describe("How long ComfyUI is watched, in seconds; default: as configured");
