import { join } from "node:path";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { findWrittenInPlace } from "../../../adapters/generations/find-written.ts";
import { TREES_FILE } from "../../../adapters/generations/list-edits.ts";
import { sealGeneration } from "../../../adapters/generations/seal-generation.ts";
import { readVenv, type VenvFacts } from "../../../adapters/uv/read-venv.ts";
import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import type { PackageDiff } from "../../../core/env/generation/package-set.ts";
import type { Observation } from "../../../core/env/observation/observation.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { BuildSite, BuildStopped } from "./build-site.ts";
import { comfyuiDirOf } from "../comfyui-dir.ts";
import { restorePacks } from "./check-out-packs.ts";
import { type Installed, installPackages } from "./install-generation.ts";
import { observeGeneration } from "../comfyui/observe-generation.ts";
import { readClasses } from "../comfyui/read-classes.ts";
import { runSmoke } from "../comfyui/run-smoke.ts";
import { waitForBoth } from "./wait-for-both.ts";

const VENV_FOLDER = ".venv";

/** What trying a generation came to. A bad observation is an answer, and keeps the candidate; a bad smoke test is none. */
export interface Tried {
  readonly kind: "tried";
  readonly observed: Observation | null;
  readonly runtimeDrift: PackageDiff | null;
}

/**
 * Runs the smoke test in a generation, and where it is asked for ComfyUI.
 *
 * @throws TouchstoneError INTERRUPTED, DISK_FULL, DISK_FAILED; ENV_DAMAGED where ComfyUI wrote into what production shares.
 */
export async function tryGeneration(site: BuildSite, installed: Installed): Promise<Tried | BuildStopped> {
  const { home, config, request, tell } = site;
  tell("smoke_testing", request.nodeId);
  const target = { number: request.number, machine: site.studio.machine };
  // The disk is waited for while Python starts; what is written anew after this is sealed again.
  const [smoke] = await waitForBoth(runSmoke(home, target, config), sealGeneration(site.dir));
  if (!smoke.ok) return { kind: "failed", code: "SMOKE_FAILED", message: smoke.message };
  if (request.observeSeconds === null) return { kind: "tried", observed: null, runtimeDrift: null };
  const observed = await observe(site, request.observeSeconds);
  await expectUnshared(site);
  const after = await readVenv(join(site.dir, VENV_FOLDER));
  const drift = diffPackages(asInstalled(installed.venv), asInstalled(after));
  const stopped = await restore(site, drift);
  return stopped ?? { kind: "tried", observed, runtimeDrift: drift };
}

/**
 * uv links files of its cache into every generation where the disk can do no better. Who replaces such a file changes it here
 * alone; who writes into it changes production, and whatever is built later.
 */
async function expectUnshared({ dir }: BuildSite): Promise<void> {
  const [first, ...rest] = await findWrittenInPlace(join(dir, VENV_FOLDER), join(dir, TREES_FILE));
  if (first === undefined) return;
  const more = rest.length === 0 ? "" : ` and ${rest.length} more`;
  throw new TouchstoneError(
    "ENV_DAMAGED",
    `starting ComfyUI wrote into \`${first}\`${more}, which production and uv's cache share`,
    {
      hint: "Leave the node pack out, run `uv cache clean`, and build production anew from `touchstone env export`; see docs/guides/environment.md#damaged",
    },
  );
}

/** What was watched is what will be promoted: what the start of ComfyUI has changed is made anew. */
async function restore(site: BuildSite, drift: PackageDiff): Promise<BuildStopped | null> {
  if (!isEmpty(drift)) {
    // uv leaves alone what no package owns, e.g. a `.pth` file that a node pack has written.
    await removeFolder(join(site.dir, VENV_FOLDER));
    const stopped = await installPackages(site);
    if (stopped !== null) return stopped;
  }
  const { restored, stopped } = await restorePacks(site);
  if (restored > 0) await sealGeneration(site.dir);
  return stopped;
}

async function observe({ studio, home, config, request, tell, signal }: BuildSite, seconds: number): Promise<Observation> {
  tell("observing", request.nodeId);
  return await observeGeneration(studio, {
    number: request.number,
    comfyuiDir: comfyuiDirOf(home, config),
    seconds,
    baseClasses: request.base === null ? null : await readClasses(home, request.base),
    nodeId: request.nodeId,
    logs: request.logs,
    config,
    signal,
    onLine: (line) => tell("observing", request.nodeId, line),
  });
}

function asInstalled({ packages, hooks }: VenvFacts) {
  return { packages, startupHooks: hooks };
}

function isEmpty({ added, removed, changed, startupHooks }: PackageDiff): boolean {
  return [added, removed, changed, startupHooks.added, startupHooks.removed].every((list) => list.length === 0);
}
