import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { explainConflict } from "../../../adapters/uv/explain-conflict.ts";
import type { Uv } from "../../../adapters/uv/find-uv.ts";
import { checkLock, type CheckOutcome, lockTruth } from "../../../adapters/uv/lock-truth.ts";
import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import type { ConflictFacts } from "../../../core/env/conflict/read-conflict.ts";
import { readUvLock } from "../../../core/env/truth/read-uv-lock.ts";
import { renderPyproject } from "../../../core/env/truth/render-pyproject.ts";
import type { LockFacts, Truth } from "../../../core/env/truth/truth.ts";

/** A resolution beside everything: nothing of the project is written. */
export interface ScratchLock {
  readonly uv: Uv;
  readonly python: string;
  readonly truth: Truth;
  /** Whose versions are kept where they fit. */
  readonly preferLock: string | null;
  readonly signal?: AbortSignal | undefined;
  /** What a conflict is explained with. */
  readonly about: Omit<ConflictFacts, "words" | "truth">;
}

export type ScratchOutcome =
  | { readonly kind: "locked"; readonly lockText: string; readonly lock: LockFacts }
  | { readonly kind: "conflict"; readonly conflict: Conflict }
  | { readonly kind: "failed"; readonly message: string };

/**
 * Resolves a truth in a folder that is gone afterwards.
 *
 * @throws TouchstoneError INTERRUPTED, DISK_FULL, DISK_FAILED.
 */
export async function lockInScratch({ uv, python, truth, preferLock, signal, about }: ScratchLock): Promise<ScratchOutcome> {
  return await inScratch(async (dir) => {
    await writeFile(join(dir, "pyproject.toml"), renderPyproject(truth));
    if (preferLock !== null) await writeFile(join(dir, "uv.lock"), preferLock);
    const work = { dir, python, signal };
    const outcome = await lockTruth(uv, work);
    if (outcome.kind === "failed") return outcome;
    if (outcome.kind === "unsolved") {
      return { kind: "conflict", conflict: await explainConflict(uv, work, { ...about, truth, words: outcome.words }) };
    }
    const lockText = await readFile(join(dir, "uv.lock"), "utf8");
    return { kind: "locked", lockText, lock: readUvLock({ file: "uv.lock", text: lockText }) };
  });
}

/**
 * Whether a lock is what a truth resolves to on this machine.
 *
 * @throws TouchstoneError INTERRUPTED, DISK_FULL, DISK_FAILED.
 */
export async function checkInScratch(
  { uv, python, signal }: Pick<ScratchLock, "uv" | "python" | "signal">,
  texts: { readonly pyproject: string; readonly lock: string },
): Promise<CheckOutcome> {
  return await inScratch(async (dir) => {
    await writeFile(join(dir, "pyproject.toml"), texts.pyproject);
    await writeFile(join(dir, "uv.lock"), texts.lock);
    return await checkLock(uv, { dir, python, signal });
  });
}

/** Lends a folder that lies outside of the project. */
export async function inScratch<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "touchstone-env-")).catch((error: unknown) => {
    throw fileError(error, tmpdir());
  });
  try {
    return await use(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
