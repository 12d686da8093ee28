import { join } from "node:path";
import { type FileLock, lockFile } from "../../../adapters/files/lock-file.ts";
import type { HistoryLine } from "../../../core/env/history.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { placeBackend } from "../../../core/backends/edit-backends.ts";
import { editBackendsFile } from "../../backends-file.ts";
import type { Studio } from "../../studio.ts";
import type { Caller } from "../../verb.ts";
import { ENV_BACKEND } from "./env-backend.ts";
import type { EnvHome } from "../env-home.ts";
import { readProcess } from "./read-process.ts";
import type { EnvRunAnswer } from "./run-answer.ts";
import { refuseRunning, type RunTarget } from "./run-target.ts";
import { superviseComfyui } from "./supervise-comfyui.ts";
import { SUPERVISE_TIMING } from "./supervision.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

/** How long the history is waited for: what happened to ComfyUI matters more than that it is told. */
const TELL_WAIT_MS = 5_000;

/** Watches ComfyUI in this process until the caller's signal. @throws TouchstoneError COMFYUI_RUNNING, COMFYUI_NOT_STARTED */
export async function runHere(studio: Studio, target: RunTarget, caller: Caller): Promise<EnvRunAnswer> {
  const { home, comfyuiDir, log } = target;
  const lock = await lockRun(home);
  let served: { readonly record: ProcessRecord; readonly backend: string } | undefined;
  const onHealthy = async (record: ProcessRecord): Promise<void> => {
    const isFirst = served === undefined;
    served = { record, backend: served?.backend ?? (await register(studio, { url: record.url, comfyuiDir })) };
    caller.onStep?.({ step: "serving", about: record.url, done: 0, total: 0, line: null });
    if (isFirst) await tell(studio, record, "started");
  };
  try {
    caller.onStep?.({ step: "starting", about: null, done: 0, total: 0, line: null });
    const signal = caller.signal ?? new AbortController().signal;
    const { restarts } = await superviseComfyui(studio, { ...target, timing: SUPERVISE_TIMING, signal, onHealthy });
    if (served === undefined) throw new TouchstoneError("INTERRUPTED", "interrupted before ComfyUI served");
    const { record, backend } = served;
    const { url, comfyui, generation, envId } = record;
    return { url, pid: comfyui?.pid ?? 0, generation, envId, backend, log, restarts, isDetached: false };
  } finally {
    lock.release();
    if (served !== undefined) await tell(studio, served.record, "stopped");
  }
}

/** One supervision at a time: the kernel knows, however the other one ended. */
async function lockRun(home: EnvHome): Promise<FileLock> {
  const lock = await lockFile(join(home.state, "process.db"), 0);
  if (lock !== null) return lock;
  refuseRunning(await readProcess(home));
  throw new TouchstoneError("COMFYUI_RUNNING", "ComfyUI is being started by another process", {
    hint: "Look with `touchstone env status`; see docs/guides/environment.md#comfyui",
  });
}

/** Names it as a backend, with its models beside it so that files are checked by their digests. */
async function register(
  { projectDir, fleet }: Studio,
  { url, comfyuiDir }: { readonly url: string; readonly comfyuiDir: string },
): Promise<string> {
  const backend = { id: ENV_BACKEND, url, modelsDir: join(comfyuiDir, "models") };
  const { id } = await editBackendsFile(projectDir, (source) => placeBackend(source, backend));
  await fleet.reload();
  return id;
}

async function tell(studio: Studio, record: ProcessRecord, type: HistoryLine["type"] & ("started" | "stopped")): Promise<void> {
  const { generation, envId, url } = record;
  const detail = `ComfyUI of generation ${generation} ${type === "started" ? `serves at ${url}` : "was stopped"}.`;
  const lock = { command: studio.owner.command, waitMs: TELL_WAIT_MS };
  try {
    await withEnvLock(
      studio,
      lock,
      async (held) => await held.tell({ type, generation, envId, txid: null, nodeId: null, detail }),
    );
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
  }
}
