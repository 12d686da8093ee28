import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { asFailure } from "../as-failure.ts";
import { settleIntent } from "./settle-intent.ts";
import type { HeldEnv } from "./with-env-lock.ts";

/**
 * Settles the intent of a command that failed on the way, as recovery would after a kill. Never throws, so that the failure
 * itself is what is told.
 *
 * @returns `left`: neither; the intent is still there, and whoever takes the lock next settles it.
 */
export async function takeBack(studio: Studio, held: HeldEnv, error: unknown): Promise<"finished" | "taken_back" | "left"> {
  const failure = asFailure(error);
  // A bug is not gone on from: nobody knows what it thought that it had done.
  if (!(failure instanceof TouchstoneError)) return "left";
  const { code, message } = failure;
  try {
    const settled = await settleIntent(studio, held.home, { code, message, isKill: false });
    await held.end();
    return settled?.outcome ?? "taken_back";
  } catch (second) {
    // The disk refuses this too.
    if (second instanceof TouchstoneError) return "left";
    throw second;
  }
}
