import { setTimeout as sleep } from "node:timers/promises";
import type { PromptState } from "../../core/comfyui/prompt-state.ts";
import { isAway } from "./await-prompt.ts";
import { whileWanted } from "./interruption.ts";
import type { PromptRun } from "./prompt-run.ts";

/** Between two tries passes so many times the shortest wait for a prompt: who is away is not back at once. */
const LONGER = 3;
/** Times in a row that a prompt must be unknown: its request may still lie in the server's hands. */
const UNKNOWN_TIMES = 3;

type Patient = Pick<PromptRun, "timing" | "hooks">;

/**
 * Asks a server again while it is away, for as long as it may be.
 *
 * @throws TouchstoneError of the connection when it stays away for too long; INTERRUPTED when nobody waits any more.
 */
export async function patiently<T>({ timing, hooks }: Patient, ask: () => Promise<T>): Promise<T> {
  const sinceMs = timing.nowMs();
  for (;;) {
    try {
      return await whileWanted([hooks.cancel, hooks.detach], ask());
    } catch (error) {
      if (!isAway(error) || timing.nowMs() - sinceMs >= timing.patience.awayMs) throw error;
    }
    await sleep(LONGER * timing.pace.firstMs);
  }
}

/** Asks where a prompt is until the server gives an answer that will stay: it may not have taken up yet what it was sent. @throws as `patiently`. */
export async function findPatiently(run: Patient & Pick<PromptRun, "client">, promptId: string): Promise<PromptState> {
  for (let times = 1; ; times += 1) {
    const state = await patiently(run, async () => await run.client.find(promptId));
    if (state.kind !== "unknown" || times === UNKNOWN_TIMES) return state;
    await sleep(LONGER * run.timing.pace.firstMs);
  }
}
