import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "../files/file-error.ts";
import { createCodeJudge, shownName } from "./code-rules.ts";

/** One file of a folder: its path with `/`, what it is, and the digest of its content or of where it leads. */
export type TreeEntry = readonly [path: string, kind: "file" | "executable" | "link", digest: string];

/** Folders and files that Python and git make by themselves: they are no code. */
const IGNORED_FOLDERS: ReadonlySet<string> = new Set([".git", "__pycache__"]);
const IGNORED_FILE = /\.pyc$/;
const OWNER_MAY_RUN = 0o100;

/**
 * Every file of a folder, sorted by path. What Python and git make by themselves is left out. Links are not followed.
 *
 * @throws TouchstoneError INPUT_INVALID for what is neither file, folder nor link, for a name that is not UTF-8, and for more than
 *         the limits; DISK_FAILED, READ_ONLY.
 */
export async function listTree(dir: string): Promise<readonly TreeEntry[]> {
  const judge = createCodeJudge();
  const entries: TreeEntry[] = [];
  const walk = async (below: string): Promise<void> => {
    const found = await readdir(join(dir, below), { withFileTypes: true });
    for (const { name, ...rest } of found.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }))) {
      const path = below === "" ? name : `${below}/${name}`;
      if (rest.isFolder) {
        if (!IGNORED_FOLDERS.has(name)) await walk(path);
      } else if (!IGNORED_FILE.test(name) && name !== ".git") {
        entries.push(await entryAt(dir, path, judge));
      }
    }
  };
  try {
    await walk("");
  } catch (error) {
    throw fileError(error, dir);
  }
  return entries.toSorted(([one], [other]) => compareCodeUnits(one, other));
}

async function entryAt(dir: string, path: string, judge: ReturnType<typeof createCodeJudge>): Promise<TreeEntry> {
  const file = join(dir, path);
  const stats = await lstat(file).catch((error: unknown) => {
    // A name that is not UTF-8 is not found under what stands for it.
    const why = judge(path, 0);
    throw why === null ? error : refuseCode(dir, path, why);
  });
  const why = judge(path, stats.size);
  if (why !== null) throw refuseCode(dir, path, why);
  if (stats.isSymbolicLink()) return [path, "link", hashText(await readlink(file))];
  if (!stats.isFile()) throw refuseCode(dir, path, "is neither a file nor a folder");
  return [path, (stats.mode & OWNER_MAY_RUN) === 0 ? "file" : "executable", await hashFile(file)];
}

/** Code that cannot be taken. */
export function refuseCode(dir: string, path: string, why: string): TouchstoneError {
  return new TouchstoneError("INPUT_INVALID", `\`${shownName(path)}\` in \`${dir}\` ${why}`, {
    hint: "Take it out of the node pack; see docs/guides/environment.md#edited-nodes",
  });
}

function hashText(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest("hex")}`;
}
