import { join } from "node:path";
import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { damaged } from "../../../adapters/generations/records.ts";
import { isPortFree } from "../../../adapters/processes/is-port-free.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import type { Caller } from "../../verb.ts";
import { comfyuiDirOf, isComfyui } from "../comfyui-dir.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { type ProcessNow, readProcess } from "./read-process.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";
import { withEnvLock } from "../hold/with-env-lock.ts";

/** Long enough for whoever switches production, too short for whoever installs. Guess. */
const WAIT_MS = 10_000;

/** What `env run` is about to start. */
export interface RunTarget {
  readonly home: EnvHome;
  readonly comfyuiDir: string;
  readonly generation: { readonly number: number; readonly envId: string; readonly dir: string };
  readonly port: number;
  readonly extraArgs: readonly string[];
  /** Absolute. */
  readonly log: string;
}

/**
 * Production as it is now, once whatever was cut off is put right, and a port that is free.
 *
 * @throws TouchstoneError ENV_NOT_FOUND, ENV_LOCKED, ENV_DAMAGED, INPUT_INVALID, COMFYUI_NOT_FOUND, COMFYUI_RUNNING,
 *   COMFYUI_NOT_STARTED for a port that somebody has.
 */
export async function findRunTarget(
  studio: Studio,
  { port, caller }: { readonly port: number | undefined; readonly caller: Caller },
): Promise<RunTarget> {
  const lock = { command: studio.owner.command, waitMs: WAIT_MS, onStep: caller.onStep?.bind(caller), signal: caller.signal };
  const target = await withEnvLock(studio, lock, async (held) => await targetOf(held, port));
  refuseRunning(await readProcess(target.home));
  if (await isPortFree(target.port)) return target;
  throw new TouchstoneError("COMFYUI_NOT_STARTED", `port \`${target.port}\` is in use by another program`, {
    hint: "End that program, or choose another port with `--port`; see docs/guides/environment.md#comfyui",
  });
}

async function targetOf({ home, config }: HeldEnv, port = config.run.port): Promise<RunTarget> {
  if (!(await isComfyui(home, config))) {
    throw new TouchstoneError("COMFYUI_NOT_FOUND", `there is no \`main.py\` in \`${comfyuiDirOf(home, config)}\``, {
      hint: "Correct `paths.comfyui_dir` in `env/config.toml`; see docs/guides/environment.md#comfyui",
    });
  }
  const number = await readPointer(home);
  const manifest = number === null ? null : await readGenerationManifest(home, number);
  if (manifest === null) throw damaged(home.current, "it leads to no generation");
  return {
    home,
    comfyuiDir: comfyuiDirOf(home, config),
    generation: { number: manifest.number, envId: manifest.envId, dir: generationDir(home, manifest.number) },
    port,
    extraArgs: config.run.extra_args,
    log: join(home.logs, "comfyui.log"),
  };
}

/** @throws TouchstoneError COMFYUI_RUNNING */
export function refuseRunning({ state, record, pid }: ProcessNow): void {
  if (record === null) return;
  const who = pid === null ? "" : `, process \`${pid}\``;
  const how = state === "lost" ? ", and nobody watches it" : "";
  throw new TouchstoneError("COMFYUI_RUNNING", `ComfyUI runs already at \`${record.url}\`${who}${how}`, {
    hint: "Stop it with `touchstone env stop`; see docs/guides/environment.md#comfyui",
  });
}
