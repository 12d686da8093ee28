import { join } from "node:path";
import { isFolder } from "../../../adapters/files/make-folders.ts";
import { copyTree } from "../../../adapters/generations/copy-tree.ts";
import { listStrays, PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import { hashTree } from "../../../adapters/generations/hash-tree.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { generationDir } from "../env-home.ts";
import type { BuildRequest } from "./build-request.ts";
import type { BuildSite, BuildStopped } from "./build-site.ts";
import { placePack } from "./place-pack.ts";

type Pack = BuildRequest["nodes"][number];

/**
 * Puts the code of every enabled node pack into a generation, each proved by the digest that its record holds.
 *
 * @returns null when all is there; why not, where git failed.
 * @throws TouchstoneError ENV_DAMAGED when code is not what its record says; DISK_FULL, DISK_FAILED.
 */
export async function checkOutPacks(site: BuildSite): Promise<BuildStopped | null> {
  // One after the other: packs by the hundred would be hundreds of processes.
  for (const pack of enabled(site)) {
    const stopped = await checkOut(site, pack);
    if (stopped !== null) return stopped;
  }
  return null;
}

/**
 * Puts right the packs whose files a start of ComfyUI has changed, and removes what it has put beside them: no code goes into
 * production that no record knows of.
 *
 * @returns how many there were, and why not all of them are put right.
 * @throws as `checkOutPacks`.
 */
export async function restorePacks(
  site: BuildSite,
): Promise<{ readonly restored: number; readonly stopped: BuildStopped | null }> {
  const ids = enabled(site).map(({ record }) => record.id);
  const strays = await listStrays(site.dir, ids);
  for (const name of strays) await removeFolder(join(site.dir, PACKS_FOLDER, name));
  let restored = strays.length;
  for (const pack of enabled(site)) {
    const dir = dirOf(site, pack);
    if ((await isFolder(dir)) && (await hashTree(dir)) === pack.record.treeHash) continue;
    await removeFolder(dir);
    const stopped = await checkOut(site, pack);
    if (stopped !== null) return { restored, stopped };
    restored += 1;
  }
  return { restored, stopped: null };
}

function enabled({ request }: BuildSite): readonly Pack[] {
  return request.nodes.filter(({ record }) => record.enabled);
}

function dirOf({ dir }: BuildSite, { record }: Pack): string {
  return join(dir, PACKS_FOLDER, record.id);
}

async function checkOut(site: BuildSite, pack: Pack): Promise<BuildStopped | null> {
  try {
    if (await copyFromBase(site, pack)) return null;
    if (await placePack(site.tools.git, pack, dirOf(site, pack))) return null;
  } catch (error) {
    if (!(error instanceof TouchstoneError) || error.code !== "GIT_FAILED") throw error;
    return { kind: "failed", code: "GIT_FAILED", message: error.message };
  }
  throw new TouchstoneError("ENV_DAMAGED", `the code of the node pack \`${pack.record.id}\` is not what its record says`, {
    hint: "Update the pack with `touchstone env node update`, or roll back; see docs/guides/environment.md#damaged",
  });
}

/** What the base has is copied from there while it is what the record says: git takes three processes for each pack. */
async function copyFromBase(site: BuildSite, pack: Pack): Promise<boolean> {
  const { home, request } = site;
  if (request.base === null) return false;
  const [from, into] = [join(generationDir(home, request.base), PACKS_FOLDER, pack.record.id), dirOf(site, pack)];
  if (!(await isFolder(from)) || (await hashTree(from)) !== pack.record.treeHash) return false;
  await copyTree(from, into);
  if ((await hashTree(into)) === pack.record.treeHash) return true;
  await removeFolder(into);
  return false;
}
