import type { CommandFlag } from "./command.ts";

/** Chooses the ComfyUI server of one call; the variable stands for the flag. */
export const BACKEND_FLAG = {
  name: "backend",
  value: "URL",
  summary: "Render workflows on this ComfyUI server alone: its address, or the id of one from `backend list`",
  env: "TOUCHSTONE_COMFYUI_URL",
} as const satisfies CommandFlag;
