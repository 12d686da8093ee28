import { readlink, rename, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../files/file-error.ts";
import { damaged } from "./records.ts";
import { syncFolder } from "./sync-folder.ts";

/** Where the pointer lies. */
interface PointerHome {
  /** The folder that holds it. */
  readonly dir: string;
  /** The pointer: a relative symlink to `generations/<n>`. */
  readonly current: string;
}

const TARGET = /^generations\/([1-9]\d{0,8})$/;

/**
 * The generation that production is.
 *
 * @returns null where there is no pointer yet.
 * @throws TouchstoneError ENV_DAMAGED for a pointer that is no link to a generation; DISK_FAILED, READ_ONLY.
 */
export async function readPointer({ current }: PointerHome): Promise<number | null> {
  try {
    const target = await readlink(current);
    const number = TARGET.exec(target)?.[1];
    if (number === undefined) throw damaged(current, `it leads to \`${target}\`, which is no generation`);
    return Number(number);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === "ENOENT") return null;
    if (code === "EINVAL") throw damaged(current, "it is no link", error);
    throw fileError(error, current);
  }
}

/**
 * Moves the pointer, in one rename: whoever looks sees the old generation or the new one, and so does the next start after a
 * crash. Durable when it returns.
 *
 * @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function swapPointer({ dir, current }: PointerHome, number: number): Promise<void> {
  // One name for all: what a killed one left is written over by the next.
  const temporary = join(dir, ".current.tmp");
  try {
    await rm(temporary, { force: true });
    await symlink(`generations/${number}`, temporary, "dir");
    await rename(temporary, current);
    await syncFolder(dir);
  } catch (error) {
    throw fileError(error, current);
  }
}
