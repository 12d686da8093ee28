import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { explainConflict } from "../../../adapters/uv/explain-conflict.ts";
import { lockTruth } from "../../../adapters/uv/lock-truth.ts";
import type { Conflict } from "../../../core/env/conflict/conflict.ts";
import { readUvLock } from "../../../core/env/truth/read-uv-lock.ts";
import type { LockFacts } from "../../../core/env/truth/truth.ts";
import type { BuildSite, BuildStopped } from "./build-site.ts";

/** A generation's lock, as uv wrote it or as it was given. */
export interface Locked {
  readonly kind: "locked";
  readonly lockText: string;
}

/**
 * Resolves what a generation declares, or takes the lock that it was given: whether that one still holds, installing from it says.
 *
 * @throws TouchstoneError INTERRUPTED, DISK_FAILED.
 */
export async function lockGeneration(site: BuildSite): Promise<Locked | BuildStopped> {
  const { request, dir, tools, tell, signal } = site;
  if (request.mode.kind === "locked") return { kind: "locked", lockText: request.mode.lockText };
  tell("locking", request.nodeId);
  const outcome = await lockTruth(tools.uv, { dir, python: tools.python.path, log: request.logs, signal });
  if (outcome.kind === "failed") return { kind: "failed", code: "UV_FAILED", message: outcome.message };
  if (outcome.kind === "unsolved") return { kind: "conflict", conflict: await explain(site, outcome.words) };
  return { kind: "locked", lockText: await readLock(join(dir, "uv.lock")) };
}

async function explain({ studio, config, request, dir, tools, signal }: BuildSite, words: string): Promise<Conflict> {
  const work = { dir, python: tools.python.path, signal };
  return await explainConflict(tools.uv, work, {
    words,
    txid: request.txid ?? "",
    nodeId: request.nodeId,
    nowMs: studio.nowMs(),
    truth: request.truth,
    baseLock: lockBefore(request.mode),
    corePackages: config.policy.core_packages,
    nodeIds: request.nodes.map(({ record }) => record.id),
  });
}

function lockBefore(mode: BuildSite["request"]["mode"]): LockFacts | null {
  const text = mode.kind === "lock" ? mode.preferLock : null;
  return text === null ? null : readUvLock({ file: "uv.lock", text });
}

async function readLock(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((error: unknown) => {
    throw fileError(error, path);
  });
}
