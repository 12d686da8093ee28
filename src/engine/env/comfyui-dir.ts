import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { EnvConfig } from "../../core/env/config.ts";
import type { EnvHome } from "./env-home.ts";

/** The ComfyUI folder, absolute: the config may name it relative to `env/`. */
export function comfyuiDirOf(home: Pick<EnvHome, "dir">, config: EnvConfig): string {
  return resolve(home.dir, config.paths.comfyui_dir);
}

/** Whether it holds what ComfyUI is started by. */
export async function isComfyui(home: Pick<EnvHome, "dir">, config: EnvConfig): Promise<boolean> {
  return await stat(join(comfyuiDirOf(home, config), "main.py")).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
