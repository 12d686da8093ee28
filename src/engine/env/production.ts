import { loadGeneration } from "../../adapters/generations/load-generation.ts";
import { listEdits } from "../../adapters/generations/list-edits.ts";
import { readPointer } from "../../adapters/generations/pointer.ts";
import type { GenerationManifest } from "../../core/env/generation/manifest.ts";
import type { NodeRecord } from "../../core/env/truth/node-record.ts";
import { readNodesFile } from "../../core/env/truth/nodes-file.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { type EnvHome, generationDir } from "./env-home.ts";
import { noEnv } from "./no-env.ts";

/** A generation, read and proved. */
export interface WholeGeneration {
  readonly number: number;
  readonly manifest: GenerationManifest;
  readonly nodes: readonly NodeRecord[];
  readonly lockText: string;
}

/** What the pointer is on. `damage` is why the rest of it cannot be told: then it can only be left. */
export type Production =
  | { readonly number: number; readonly whole: WholeGeneration; readonly edits: readonly string[]; readonly damage: null }
  | { readonly number: number; readonly whole: null; readonly edits: readonly string[]; readonly damage: TouchstoneError };

/** @throws TouchstoneError ENV_DAMAGED, SNAPSHOT_NOT_FOUND for a folder that is no generation */
export async function openGeneration(home: EnvHome, number: number): Promise<WholeGeneration> {
  const { manifest, nodes, lock } = await loadGeneration(home, number);
  const file = `env/generations/${number}/nodes.json`;
  return { number, manifest, lockText: lock, nodes: readNodesFile({ file, text: nodes }) };
}

/** @throws TouchstoneError ENV_NOT_FOUND where nothing is production yet; DISK_FAILED; ENV_DAMAGED for the pointer itself */
export async function lookAtProduction(home: EnvHome): Promise<Production> {
  const number = await readPointer(home);
  if (number === null) throw noEnv();
  try {
    const whole = await openGeneration(home, number);
    return { number, whole, edits: await listEditsOf(home, whole), damage: null };
  } catch (error) {
    if (error instanceof TouchstoneError && ["ENV_DAMAGED", "SNAPSHOT_NOT_FOUND"].includes(error.code)) {
      return { number, whole: null, edits: [], damage: error };
    }
    throw error;
  }
}

/** Edited files of a generation's node packs, e.g. `glow/nodes.py`, sorted. What is not enabled is not there. */
export async function listEditsOf(home: EnvHome, { number, nodes }: WholeGeneration): Promise<readonly string[]> {
  const ids = nodes.filter(({ enabled }) => enabled).map(({ id }) => id);
  return (await listEdits(generationDir(home, number), ids)).map(({ path }) => path);
}

/** What Python takes as code. */
const CODE = /\.(?:py|pyd|so)$/;

/**
 * Whether a generation is still what its identity stands for, as far as truth files and code of node packs go. Packs write
 * settings and caches beside their code: a file that came and is no code changes nothing.
 */
export async function isAsBuilt(home: EnvHome, number: number): Promise<boolean> {
  try {
    const { nodes } = await openGeneration(home, number);
    const ids = nodes.filter(({ enabled }) => enabled).map(({ id }) => id);
    const edits = await listEdits(generationDir(home, number), ids);
    // What lies beside the packs is loaded as a pack of its own, whatever it is.
    return edits.every(({ kind, path }) => kind === "added" && path.includes("/") && !CODE.test(path));
  } catch (error) {
    if (error instanceof TouchstoneError) return false;
    throw error;
  }
}
