import { resolve } from "node:path";
import { loadGeneration } from "../../../adapters/generations/load-generation.ts";
import { readPointer } from "../../../adapters/generations/pointer.ts";
import { type EnvFound, notLookedAt, wellFound } from "../../../core/env/status/env-check.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import { envHomeOf, generationDir } from "../env-home.ts";
import { findEnvConfig, requireEnvConfig } from "../load-env-config.ts";
import type { EnvScene, Production } from "./env-scene.ts";

/** Reads what the looks of `env doctor` share; what cannot be read is null, and told by the look that is about it. */
export async function openScene(studio: Studio): Promise<EnvScene> {
  const home = envHomeOf(studio.projectDir);
  const config = await orNull(async () => await findEnvConfig(home));
  const comfyuiDir = config === null ? null : resolve(home.dir, config.paths.comfyui_dir);
  const production = await orNull(async () => await openProduction(home));
  return { studio, home, config, comfyuiDir, production };
}

/** @throws TouchstoneError INPUT_INVALID with the place of each problem */
export async function lookAtConfig({ home }: EnvScene): Promise<EnvFound> {
  // Before `env init` there is none, and nothing that anybody could put back.
  if ((await findEnvConfig(home)) === null && (await readPointer(home)) === null) return notLookedAt("`env init` writes it");
  await requireEnvConfig(home);
  return wellFound("env/config.toml is valid");
}

async function openProduction(home: EnvScene["home"]): Promise<Production | null> {
  const number = await readPointer(home);
  if (number === null) return null;
  const loaded = await loadGeneration(home, number);
  const dir = generationDir(home, number);
  const nodes = readNodesFile({ file: `env/generations/${number}/nodes.json`, text: loaded.nodes });
  return { number, dir, venv: `${dir}/.venv`, loaded, nodes };
}

async function orNull<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}
