import { readFile, symlink } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { makeFolders } from "../../../adapters/files/make-folders.ts";
import { comfyArgs, comfyFolders } from "../../../core/env/observation/comfy-args.ts";
import type { Machine } from "../../studio.ts";
import { pythonOf, pythonVariables } from "./python-variables.ts";

/** A start of ComfyUI in a generation. Paths are absolute. */
interface ComfyPlace {
  readonly comfyuiDir: string;
  readonly generation: string;
  /** See `ComfyStart`. */
  readonly scratchDir: string | null;
  readonly port: number;
  readonly extraArgs: readonly string[];
  readonly machine: Pick<Machine, "variables">;
}

/** Makes the folders that ComfyUI wants to find, and says how it is started. */
export async function prepareComfyui(place: ComfyPlace) {
  const { comfyuiDir, generation, machine } = place;
  const { input, output, user } = comfyFolders(place);
  for (const folder of [input, output, user]) await makeFolders(folder);
  await linkModels(comfyuiDir, generation);
  const hasDatabase = await knowsDatabase(comfyuiDir);
  return {
    program: pythonOf(generation),
    args: comfyArgs({ ...place, generationDir: generation, hasDatabase }),
    cwd: comfyuiDir,
    variables: pythonVariables(machine, generation),
  };
}

/**
 * Packs that ask ComfyUI for its `models` folder, or put one of their own into it, get the one in the ComfyUI folder: with
 * `--base-directory` it would be an empty one in the generation. Where links cannot be made, `paths.yaml` alone must do.
 */
async function linkModels(comfyuiDir: string, generation: string): Promise<void> {
  await symlink(join(comfyuiDir, "models"), join(generation, "models"), "dir").catch(() => undefined);
}

/** Whether this ComfyUI takes `--database-url`, by the text of its own list of arguments; it refuses what it does not know. */
async function knowsDatabase(comfyuiDir: string): Promise<boolean> {
  const list = join(comfyuiDir, "comfy", "cli_args.py");
  return existsSync(list) && (await readFile(list, "utf8")).includes(`"--database-url"`);
}
