import { benchProgress } from "./comfy-progress.ts";
import { benchPrompts } from "./comfy-prompts.ts";
import type { Figure } from "./figure.ts";
import { benchWorkflow } from "./workflow.ts";

/** What driving a ComfyUI server costs this process, beside doing the same with nothing around it. */
export async function benchComfy(): Promise<readonly Figure[]> {
  return [...(await benchPrompts()), ...(await benchProgress()), ...(await benchWorkflow())];
}
