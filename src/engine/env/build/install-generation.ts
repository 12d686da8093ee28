import { checkNeeds } from "../../../adapters/uv/check-needs.ts";
import type { OverruledNeed } from "../../../core/env/generation/overruled-need.ts";
import { readPyvenv, type VenvPython } from "../../../adapters/uv/read-pyvenv.ts";
import { readVenv, type VenvFacts } from "../../../adapters/uv/read-venv.ts";
import { syncVenv } from "../../../adapters/uv/sync-venv.ts";
import { join } from "node:path";
import { assert } from "../../../core/assert.ts";
import type { BuildSite, BuildStopped } from "./build-site.ts";
import { checkOutPacks } from "./check-out-packs.ts";
import { waitForBoth } from "./wait-for-both.ts";

/** What lies in a generation before anything was started in it. */
export interface Installed {
  readonly kind: "installed";
  readonly venv: VenvFacts;
  readonly python: VenvPython;
  readonly overruled: readonly OverruledNeed[];
}

/**
 * Installs packages, and checks the node packs' code out beside it.
 *
 * @throws TouchstoneError INTERRUPTED, ENV_DAMAGED, DISK_FULL, DISK_FAILED.
 */
export async function installGeneration(site: BuildSite): Promise<Installed | BuildStopped> {
  site.tell("installing", site.request.nodeId);
  const [unsynced, unplaced] = await waitForBoth(installPackages(site), checkOutPacks(site));
  const stopped = unsynced ?? unplaced;
  if (stopped !== null) return stopped;
  const [venv, python, overruled] = await Promise.all([
    readVenv(join(site.dir, ".venv")),
    readPyvenv(site.dir),
    findOverruled(site),
  ]);
  assert(python !== null, "an environment that uv has made says which Python it runs on");
  return { kind: "installed", venv, python, overruled };
}

/** Without overrides the lock has seen to it that everybody has what they ask for. */
async function findOverruled({ tools, dir, request, signal }: BuildSite): Promise<readonly OverruledNeed[]> {
  if (request.truth.overrides.length === 0) return [];
  return await checkNeeds(tools.uv, { dir, python: tools.python.path, signal });
}

/** Exactly what the lock says. Also what is done once more where a start of ComfyUI has installed something by itself. */
export async function installPackages({ tools, dir, request, signal }: BuildSite): Promise<BuildStopped | null> {
  const work = { dir, python: tools.python.path, log: request.logs, signal, allowBuild: request.truth.buildsAllowed };
  const outcome = await syncVenv(tools.uv, work);
  return outcome.kind === "synced" ? null : { kind: "failed", code: "UV_FAILED", message: outcome.message };
}
