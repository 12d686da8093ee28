import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readlink, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileError } from "../files/file-error.ts";
import { findCaseTwin, leadsOut, shownName } from "./code-rules.ts";
import { listTree, refuseCode, type TreeEntry } from "./list-tree.ts";

/**
 * Copies the code of a folder, what `listTree` lists of it. Where the file system can, files share their bytes until one is
 * written. Links are copied as links, and must stay inside.
 *
 * @throws TouchstoneError INPUT_INVALID for a link that leads out, names that differ in case alone, and as `listTree`; DISK_FULL,
 *         DISK_FAILED, READ_ONLY.
 */
export async function copyTree(from: string, into: string): Promise<void> {
  const entries = await listTree(from);
  const twin = findCaseTwin(entries.map(([path]) => path));
  if (twin !== null) throw refuseCode(from, twin.path, twin.why);
  try {
    await mkdir(into, { recursive: true });
    for (const entry of entries) await copyEntry(from, into, entry);
  } catch (error) {
    throw fileError(error, into);
  }
}

async function copyEntry(from: string, into: string, [path, kind]: TreeEntry): Promise<void> {
  const [source, target] = [join(from, path), join(into, path)];
  await mkdir(dirname(target), { recursive: true });
  if (kind !== "link") {
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await chmod(target, kind === "executable" ? 0o755 : 0o644);
    return;
  }
  const leadsTo = await readlink(source);
  if (leadsOut(path, leadsTo)) throw refuseCode(from, path, `leads out of it, to \`${shownName(leadsTo)}\``);
  await symlink(leadsTo, target);
}
