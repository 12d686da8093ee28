import { loadGeneration } from "../../adapters/generations/load-generation.ts";
import { readPointer } from "../../adapters/generations/pointer.ts";
import type { Composition } from "../../core/env/change/composition.ts";
import type { GenerationManifest } from "../../core/env/generation/manifest.ts";
import { readNodesFile } from "../../core/env/truth/nodes-file.ts";
import { readPyproject } from "../../core/env/truth/read-pyproject.ts";
import { readUvLock } from "../../core/env/truth/read-uv-lock.ts";
import type { LockFacts } from "../../core/env/truth/truth.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { EnvHome } from "./env-home.ts";

/** A generation that others are derived from. */
export interface Base {
  readonly number: number;
  readonly manifest: GenerationManifest;
  readonly composition: Composition;
  readonly lockText: string;
  readonly lock: LockFacts;
}

/**
 * Opens production.
 *
 * @throws TouchstoneError ENV_NOT_FOUND before `env init`; ENV_DAMAGED naming file and place.
 */
export async function openProduction(home: EnvHome): Promise<Base> {
  const number = await readPointer(home);
  if (number !== null) return await openBase(home, number);
  throw new TouchstoneError("ENV_NOT_FOUND", "this project has no governed environment yet", {
    hint: "Make one with `touchstone env init --comfyui-dir DIR`; see docs/guides/environment.md#comfyui",
  });
}

/** @throws TouchstoneError SNAPSHOT_NOT_FOUND, ENV_DAMAGED. */
export async function openBase(home: EnvHome, number: number): Promise<Base> {
  const { manifest, pyproject, lock, nodes } = await loadGeneration(home, number);
  const file = (name: string): string => `env/generations/${number}/${name}`;
  return {
    number,
    manifest,
    composition: {
      truth: readPyproject({ file: file("pyproject.toml"), text: pyproject }),
      nodes: readNodesFile({ file: file("nodes.json"), text: nodes }),
    },
    lockText: lock,
    lock: readUvLock({ file: file("uv.lock"), text: lock }),
  };
}
