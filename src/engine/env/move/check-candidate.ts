import { join } from "node:path";
import { isFolder } from "../../../adapters/files/make-folders.ts";
import { hashTree } from "../../../adapters/generations/hash-tree.ts";
import { listStrays, PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import { checkLock } from "../../../adapters/uv/lock-truth.ts";
import { readVenv } from "../../../adapters/uv/read-venv.ts";
import { checkVenv } from "../../../adapters/uv/sync-venv.ts";
import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import { readPyproject } from "../../../core/env/truth/read-pyproject.ts";
import { type FailureCode, TouchstoneError } from "../../../core/errors.ts";
import { loadGeneration } from "../../../adapters/generations/load-generation.ts";
import type { Studio } from "../../studio.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import type { TellStep } from "../env-teller.ts";
import { findTools } from "../build/env-tools.ts";
import { openGeneration, type WholeGeneration } from "../production.ts";
import { runSmoke } from "../comfyui/run-smoke.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";

/** How a candidate is checked. */
export interface Checking {
  readonly number: number;
  readonly base: number;
  readonly tell: TellStep;
  readonly signal?: AbortSignal | undefined;
}

/** Why a candidate is not what was tried. */
export interface CheckFailed {
  readonly code: FailureCode;
  readonly message: string;
}

/**
 * Checks a candidate once more before production becomes it, the cheap things first: its files and what runs by itself in it
 * against its manifest, the code of its packs against their records, its lock against its declaration, its packages against its lock, and the smoke test.
 *
 * @returns null: it is what was tried.
 * @throws TouchstoneError UV_MISSING, GIT_MISSING, PYTHON_UNSUITABLE, INTERRUPTED: nothing is known of the candidate then.
 */
export async function checkCandidate(studio: Studio, held: HeldEnv, checking: Checking): Promise<CheckFailed | null> {
  const { home, config } = held;
  const { number, tell } = checking;
  tell("checking", `generation ${number}`);
  const failed = (await checkFiles(home, number)) ?? (await checkWithUv(studio, held, checking));
  if (failed !== null) return failed;
  tell("smoke_testing", `generation ${number}`);
  const { ok, message } = await runSmoke(home, { number, machine: studio.machine }, config);
  return ok ? null : { code: "SMOKE_FAILED", message: `generation \`${number}\` failed its smoke test: ${message}` };
}

async function checkFiles(home: EnvHome, number: number): Promise<CheckFailed | null> {
  try {
    const whole = await openGeneration(home, number);
    return (await checkHooks(home, whole)) ?? (await checkCode(home, whole));
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return { code: error.code, message: error.message };
    throw error;
  }
}

/** uv compares packages alone: what runs by itself and belongs to none, e.g. a `.pth` file, would pass by the gate of core. */
async function checkHooks(home: EnvHome, { number, manifest }: WholeGeneration): Promise<CheckFailed | null> {
  const { hooks } = await readVenv(join(generationDir(home, number), ".venv"));
  const { added, removed } = diffPackages(manifest, { packages: manifest.packages, startupHooks: hooks }).startupHooks;
  const [changed] = [...added, ...removed];
  if (changed === undefined) return null;
  return { code: "ENV_DAMAGED", message: `\`${changed.name}\` in generation \`${number}\` is not what was tried` };
}

/** @returns what of the code of its packs is not as its records say. */
async function checkCode(home: EnvHome, { number, nodes }: WholeGeneration): Promise<CheckFailed | null> {
  const dir = generationDir(home, number);
  const enabled = nodes.filter((node) => node.enabled);
  for (const { id, treeHash } of enabled) {
    const pack = join(dir, PACKS_FOLDER, id);
    if (!(await isFolder(pack)) || (await hashTree(pack)) !== treeHash) {
      return { code: "ENV_DAMAGED", message: `the code of \`${id}\` in generation \`${number}\` is not what was tried` };
    }
  }
  const [stray] = await listStrays(
    dir,
    enabled.map(({ id }) => id),
  );
  if (stray === undefined) return null;
  return {
    code: "ENV_DAMAGED",
    message: `\`${stray}\` beside the node packs of generation \`${number}\` was not there when it was tried`,
  };
}

async function checkWithUv(studio: Studio, { home, config }: HeldEnv, checking: Checking): Promise<CheckFailed | null> {
  const { number, base, signal } = checking;
  const dir = generationDir(home, number);
  const { uv, python } = await findTools(studio, { home, config, base });
  const { pyproject } = await loadGeneration(home, number);
  const { buildsAllowed } = readPyproject({ file: `env/generations/${number}/pyproject.toml`, text: pyproject });
  const work = { dir, python: python.path, signal, allowBuild: buildsAllowed };
  // Neither writes: they may look at the same time. Both are waited for, whichever fails.
  const [lock, venv] = await Promise.all([checkLock(uv, work), checkVenv(uv, work)]);
  if (lock.kind === "failed")
    return { code: "UV_FAILED", message: `the lock of generation \`${number}\` does not hold: ${lock.message}` };
  if (venv.kind === "holds") return null;
  return { code: "ENV_DAMAGED", message: `generation \`${number}\` does not hold what its lock says: ${venv.message}` };
}
