import { mkdir } from "node:fs/promises";
import { fileError } from "../../../adapters/files/file-error.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import type { Studio } from "../../studio.ts";
import type { BuildRequest, BuildResult } from "./build-request.ts";
import type { BuildSite } from "./build-site.ts";
import { generationDir } from "../env-home.ts";
import type { EnvStep } from "../env-step.ts";
import { createTeller } from "../env-teller.ts";
import { findTools } from "./env-tools.ts";
import { installGeneration } from "./install-generation.ts";
import { interruptible } from "../interruptible.ts";
import { lockGeneration } from "./lock-generation.ts";
import { sealBuilt } from "./seal-built.ts";
import { tryGeneration } from "./try-generation.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";
import { writeTruth } from "./write-truth.ts";

/** A generation that is to be built, and who hears of it. */
export interface Building {
  /** Its number is reserved, and the intent to build it is on the disk. */
  readonly request: BuildRequest;
  readonly onStep?: ((step: EnvStep) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Builds a generation at its final path, and tries it: truth files, lock, virtual environment, code of node packs, smoke test,
 * and where asked for an observation of ComfyUI. Its manifest is written last; whatever ends before that leaves nothing behind.
 * Nothing of production is touched.
 *
 * @throws TouchstoneError INTERRUPTED, UV_MISSING, GIT_MISSING, PYTHON_UNSUITABLE, ENV_DAMAGED, DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function buildGeneration(
  studio: Studio,
  held: HeldEnv,
  { request, onStep, signal }: Building,
): Promise<BuildResult> {
  const { home, config } = held;
  const dir = generationDir(home, request.number);
  const tools = await findTools(studio, { home, config, base: request.base });
  const tell = createTeller(onStep, stepsOf(request));
  await makeFolder(dir);
  let result: BuildResult | undefined;
  try {
    const site = { studio, home, config, request, dir, tools, tell, signal };
    result = await interruptible(signal, async () => await build(site));
    return result;
  } finally {
    if (result?.kind !== "built") await removeFolder(dir);
  }
}

function stepsOf({ mode, observeSeconds }: BuildRequest): readonly EnvStep["step"][] {
  const locking = mode.kind === "lock" ? (["locking"] as const) : [];
  const observing = observeSeconds === null ? [] : (["observing"] as const);
  return [...locking, "installing", "smoke_testing", ...observing, "checking"];
}

/** A number that was reserved has no folder yet: one that is there is somebody else's. */
async function makeFolder(dir: string): Promise<void> {
  await mkdir(dir).catch((error: unknown) => {
    throw fileError(error, dir);
  });
}

async function build(site: BuildSite): Promise<BuildResult> {
  await writeTruth(site);
  const locked = await lockGeneration(site);
  if (locked.kind !== "locked") return locked;
  const installed = await installGeneration(site);
  if (installed.kind !== "installed") return installed;
  const tried = await tryGeneration(site, installed);
  if (tried.kind !== "tried") return tried;
  const manifest = await sealBuilt(site, { ...locked, ...installed, ...tried });
  return { kind: "built", manifest, observed: tried.observed, runtimeDrift: tried.runtimeDrift };
}
