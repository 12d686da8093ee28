import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { isSame, signalIfSame } from "../../../adapters/processes/process-identity.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import type { Studio } from "../../studio.ts";
import { defineVerb } from "../../verb.ts";
import { envHomeOf } from "../env-home.ts";
import { readProcess } from "./read-process.ts";

/** What `env stop` answers. */
export interface EnvStopAnswer {
  /** False where nothing ran: that is no failure. */
  readonly wasRunning: boolean;
  readonly pid: number | null;
  readonly url: string | null;
  readonly generation: number | null;
  /** Whether it had to be killed. */
  readonly wasKilled: boolean;
}

/** How often it is looked whether it has ended. */
const LOOK_MS = 20;
/** A killed process is gone at once, unless the kernel waits for a device. Guess. */
const KILL_MS = 5_000;

/** Stops the ComfyUI that `env run` started, and no other process: pid and start time must both be those that were noted. */
export const envStopVerb = defineVerb({
  name: "env.stop",
  summary: "Stop the ComfyUI that `env run` started",
  access: "files",
  input: z.strictObject({
    graceMs: z
      .int()
      .min(0)
      .max(600_000)
      .default(10_000)
      .describe("How long it may take to end by itself before it is killed, in ms"),
  }),
  run: async (studio, { graceMs }): Promise<EnvStopAnswer> => await stopComfyui(studio, graceMs),
});

async function stopComfyui({ projectDir }: Studio, graceMs: number): Promise<EnvStopAnswer> {
  const home = envHomeOf(projectDir);
  const { record, url, pid, generation } = await readProcess(home);
  if (record === null) {
    // What a killed supervisor left.
    await rm(home.process, { force: true });
    return { wasRunning: false, pid: null, url: null, generation: null, wasKilled: false };
  }
  await signalBoth(record, "SIGTERM");
  const wasKilled = !(await areGone(record, graceMs));
  if (wasKilled) {
    // It may have been started again meanwhile.
    const latest = (await readProcess(home)).record ?? record;
    await signalBoth(latest, "SIGKILL");
    await areGone(latest, KILL_MS);
  }
  await rm(home.process, { force: true });
  return { wasRunning: true, pid, url, generation, wasKilled };
}

/** Who watches it goes first: it would start it again. */
async function signalBoth({ supervisor, comfyui }: ProcessRecord, signal: NodeJS.Signals): Promise<void> {
  const isWatched = await signalIfSame(supervisor, signal);
  if (comfyui !== null && (!isWatched || signal === "SIGKILL")) await signalIfSame(comfyui, signal);
}

async function areGone({ supervisor, comfyui }: ProcessRecord, waitMs: number): Promise<boolean> {
  const endMs = performance.now() + waitMs;
  for (;;) {
    const alive = [await isSame(supervisor), comfyui !== null && (await isSame(comfyui))];
    if (!alive.includes(true)) return true;
    if (performance.now() >= endMs) return false;
    await sleep(LOOK_MS);
  }
}
