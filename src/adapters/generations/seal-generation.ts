import { open, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { fileError } from "../files/file-error.ts";
import { isFolder } from "../files/make-folders.ts";
import { PACKS_FOLDER, TREES_FILE, type Trees } from "./list-edits.ts";
import { listTree } from "./list-tree.ts";
import { writeRecord } from "./records.ts";
import { syncFolder } from "./sync-folder.ts";

/**
 * Makes a generation durable, all but its manifest: writes down every file of its node packs, and syncs truth files and code.
 *
 * The virtual environment is not synced file by file: torch alone would be tens of thousands of syncs. A kill loses none of it;
 * after a power cut `uv sync` makes the same one from the lock, and `env doctor` finds what is missing.
 *
 * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function sealGeneration(dir: string): Promise<void> {
  const packs = join(dir, PACKS_FOLDER);
  const found = (await isFolder(packs)) ? await readdir(packs, { withFileTypes: true }) : [];
  const ids = found.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const trees: Trees = { format: "touchstone.trees/1", packs: {} };
  for (const id of ids.toSorted(compareCodeUnits))
    trees.packs[id] = [...(await listTree(join(packs, id)))].map((entry) => [...entry]);
  await writeRecord(join(dir, TREES_FILE), trees);
  try {
    await syncAll(dir);
    await syncFolder(dirname(dir));
  } catch (error) {
    throw fileError(error, dir);
  }
}

const VENV = ".venv";

async function syncAll(dir: string): Promise<void> {
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory() && entry.name !== VENV) await syncAll(path);
    if (entry.isFile()) await syncFile(path);
  }
  await syncFolder(dir);
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
