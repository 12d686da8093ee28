import { readdir, rm } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import type { EnvHome } from "../env-home.ts";

/**
 * Removes what a killed command left under names that nothing points to: folders of generations that were never complete, and
 * half-written files, folders and pointers, all of which have names that only we give. The lock must be held: no other command
 * is at work in any of them. A child of a killed one may be, and make its folder anew; then the next sweep finds it.
 *
 * @param pointer  The current generation: its folder stays, whatever is wrong with it.
 * @returns what was removed, relative to `env/`, sorted.
 * @throws TouchstoneError READ_ONLY, DISK_FAILED
 */
export async function sweepEnv(home: EnvHome, pointer: number | null): Promise<readonly string[]> {
  const generations = (await namesIn(home.generations)).filter((name) => name !== String(pointer));
  const unborn: string[] = [];
  for (const name of generations.filter((one) => NUMBER.test(one))) {
    const dir = join(home.generations, name);
    if (!(await namesIn(dir)).includes("manifest.json")) unborn.push(dir);
  }
  const folders = [home.generations, home.snapshots, home.repos];
  const left = await Promise.all(
    [...folders, home.dir, home.state, home.transactions, home.conflicts, home.staged].map(listLeft),
  );
  for (const dir of unborn) await removeFolder(dir);
  for (const path of left.flat()) await remove(path);
  return [...unborn, ...left.flat()].map((path) => relative(home.dir, path)).toSorted(compareCodeUnits);
}

const NUMBER = /^[1-9]\d*$/;

/** Names of what is being written, swapped in, or removed. */
const LEFT = [/^\..+\.[0-9a-f]{12}\.tmp$/, /^\.unborn-/, /^\.removed-/, /^\.current\.tmp$/];

async function listLeft(dir: string): Promise<readonly string[]> {
  return (await namesIn(dir)).filter((name) => LEFT.some((pattern) => pattern.test(name))).map((name) => join(dir, name));
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
    throw fileError(error, path);
  });
}

async function namesIn(dir: string): Promise<readonly string[]> {
  try {
    return (await readdir(dir)).toSorted(compareCodeUnits);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw fileError(error, dir);
  }
}
