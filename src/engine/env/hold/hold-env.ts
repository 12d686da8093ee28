import { rm, writeFile } from "node:fs/promises";
import { isFolder } from "../../../adapters/files/make-folders.ts";
import { type FileLock, lockFile } from "../../../adapters/files/lock-file.ts";
import { fileError } from "../../../adapters/files/file-error.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import type { Caller } from "../../verb.ts";
import type { EnvHome } from "../env-home.ts";
import { type Holder, readHolder } from "./find-holder.ts";
import type { EnvStep } from "../env-step.ts";

/** How whoever wants the lock waits for it. */
export interface Waiting {
  /** The command line, for whoever finds the lock taken, e.g. `studio.owner.command`. */
  readonly command: string;
  /** How long another holder is waited for, in ms. */
  readonly waitMs: number;
  readonly onStep?: ((step: EnvStep) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How a verb waits: as its caller said, telling it every step. */
export function waitingOf({ owner }: Studio, waitMs: number, caller: Caller): Required<Waiting> {
  return { command: owner.command, waitMs, onStep: (step) => caller.onStep?.(step), signal: caller.signal };
}

/** How often a person who gives up is heard while waiting. */
const SLICE_MS = 100;

/**
 * Takes the environment's lock, says who holds it, and lets go whatever happens. Nothing is recovered: that is `withEnvLock`.
 *
 * @throws TouchstoneError ENV_LOCKED naming the holder; INTERRUPTED; READ_ONLY, DISK_FULL, DISK_FAILED; what `use` throws.
 */
export async function holdEnv<T>(studio: Studio, home: EnvHome, { use, ...waiting }: Waiting & Use<T>): Promise<T> {
  const lock = await waitForLock(home, waiting);
  try {
    const { pid } = studio.owner;
    const holder: Holder = { pid, command: waiting.command, sinceMs: studio.nowMs() };
    await writeHolder(home, holder);
    return await use();
  } finally {
    // In this order: the file is never removed under the next holder.
    await rm(home.holder, { force: true }).finally(() => lock.release());
  }
}

/** Not made durable: who holds the lock holds nothing after a loss of power. */
async function writeHolder({ holder: path }: EnvHome, holder: Holder): Promise<void> {
  await writeFile(path, `${JSON.stringify(holder)}\n`).catch((error: unknown) => {
    throw fileError(error, path);
  });
}

interface Use<T> {
  readonly use: () => Promise<T>;
}

async function waitForLock(home: EnvHome, { waitMs, onStep, signal }: Waiting): Promise<FileLock> {
  const endMs = performance.now() + waitMs;
  let lock = await lockFile(home.lock, 0);
  if (lock === null && waitMs > 0) onStep?.({ step: "waiting", about: null, done: 0, total: 1, line: null });
  while (lock === null && performance.now() < endMs) {
    if (signal?.aborted === true) throw new TouchstoneError("INTERRUPTED", "interrupted while waiting for the environment");
    lock = await lockFile(home.lock, Math.min(SLICE_MS, endMs - performance.now()));
  }
  return lock ?? (await refuseLocked(home));
}

async function refuseLocked(home: EnvHome): Promise<never> {
  const holder = await readHolder(home);
  const who = holder === null ? "another process" : `process \`${holder.pid}\`, \`${holder.command}\``;
  throw new TouchstoneError("ENV_LOCKED", `the environment is being changed by ${who}`, {
    hint: "Wait for it to end, or wait longer with `--wait SECONDS`; see docs/guides/environment.md#locked",
  });
}

/** Whether a folder holds an environment, or the beginning of one. */
export async function isEnvThere(home: EnvHome): Promise<boolean> {
  return await isFolder(home.state);
}
