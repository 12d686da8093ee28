import { readPointer } from "../../../adapters/generations/pointer.ts";
import type { Intent } from "../../../core/env/tx/intent.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { endObserved } from "./end-observed.ts";
import { failRunning, findRunning } from "./fail-running.ts";
import { holdEnv, isEnvThere } from "./hold-env.ts";
import { readIntent } from "./intents.ts";
import { KILLED, settleIntent } from "./settle-intent.ts";
import { sweepEnv } from "./sweep-env.ts";
import { writeSnapshotsIndex } from "../move/snapshots.ts";

/** What recovery found and did. */
export interface Recovery {
  /** The command that was cut off; null: none was. */
  readonly intent: Intent | null;
  /** `finished`: its pointer had moved; `taken_back`: it had not; `none`: nothing was unfinished. */
  readonly outcome: "finished" | "taken_back" | "none";
  /** What was removed since no generation or snapshot is in it, relative to `env/`, sorted. */
  readonly swept: readonly string[];
  /** Whether the index of snapshots was not what its folders say, and was written anew. */
  readonly rebuiltIndex: boolean;
  /** Sentences for people, in order. */
  readonly did: readonly string[];
}

/** Nothing was unfinished. */
export const NOTHING_RECOVERED: Recovery = { intent: null, outcome: "none", swept: [], rebuiltIndex: false, did: [] };

/**
 * Settles what a killed command left: finishes it when the pointer has moved, takes it back when it has not, and sweeps what
 * no generation owns. Done again it changes no byte. The lock must be held.
 *
 * @throws TouchstoneError ENV_DAMAGED naming the file; READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function recoverEnv(studio: Studio, home: EnvHome): Promise<Recovery> {
  const settled = await settleIntent(studio, home, KILLED);
  const failed = await failRunning(studio, home);
  await endObserved(home);
  // After them: what the intent was building it takes away itself, by the number that it names.
  const swept = await sweepEnv(home, await readPointer(home));
  const rebuiltIndex = await writeSnapshotsIndex(home);
  const recovery = { intent: settled?.intent ?? null, outcome: settled?.outcome ?? "none", swept, rebuiltIndex } as const;
  const ran = failed === null ? [] : [`The transaction to ${failed.action} ${failed.nodeId} was cut off, and has failed`];
  return { ...recovery, did: [...ran, ...describe(recovery)] };
}

/**
 * Settles what a kill left where nobody holds the lock and there is something to settle.
 *
 * @returns what was done; null where somebody holds the lock, or there is no environment.
 */
export async function recoverIfFree(studio: Studio): Promise<Recovery | null> {
  const home = envHomeOf(studio.projectDir);
  if (!(await isEnvThere(home))) return null;
  // Looking changes nothing and takes no lock: whoever only asks how things are does not stand in the way.
  if ((await readIntent(home)) === null && (await findRunning(home)) === null) return NOTHING_RECOVERED;
  try {
    const { command } = studio.owner;
    return await holdEnv(studio, home, { command, waitMs: 0, use: async () => await recoverEnv(studio, home) });
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_LOCKED") return null;
    throw error;
  }
}

function describe({ intent, outcome, swept, rebuiltIndex }: Omit<Recovery, "did">): readonly string[] {
  const way = outcome === "finished" ? "Finished" : "Took back";
  return [
    ...(intent === null ? [] : [`${way} what was cut off: ${intent.command} (process ${intent.pid})`]),
    ...(swept.length === 0 ? [] : [`Removed what was never complete: ${swept.join(", ")}`]),
    ...(rebuiltIndex ? ["Wrote the index of snapshots anew from their folders"] : []),
  ];
}
