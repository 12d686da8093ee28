import { isSame } from "../../../adapters/processes/process-identity.ts";
import { readRecord } from "../../../adapters/generations/records.ts";
import { ProcessRecord } from "../../../core/env/process-record.ts";
import type { EnvHome } from "../env-home.ts";

/** How the governed ComfyUI is. */
export interface ProcessNow {
  /** `lost`: it runs, and who watched it is gone. */
  readonly state: "running" | "starting" | "stopped" | "unhealthy" | "lost";
  readonly url: string | null;
  readonly pid: number | null;
  /** What it runs. */
  readonly generation: number | null;
  readonly restarts: number;
  /** What `env run` wrote down; null when nothing runs. */
  readonly record: ProcessRecord | null;
}

const STOPPED: ProcessNow = { state: "stopped", url: null, pid: null, generation: null, restarts: 0, record: null };

/**
 * Looks at the record of `env run` and at the processes that it names; asks no server.
 *
 * @throws TouchstoneError ENV_DAMAGED for a record that cannot be read.
 */
export async function readProcess(home: EnvHome): Promise<ProcessNow> {
  const record = await readRecord(home.process, ProcessRecord);
  if (record === null) return STOPPED;
  const isWatched = await isSame(record.supervisor);
  const runs = record.comfyui !== null && (await isSame(record.comfyui));
  if (!isWatched && !runs) return STOPPED;
  const { url, generation, restarts } = record;
  const state = isWatched ? (runs ? record.health : "starting") : "lost";
  return { state, url, pid: record.comfyui?.pid ?? null, generation, restarts, record };
}
