import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const COMMIT = /^[0-9a-f]{40,64}$/;

/**
 * The commit that is checked out in a folder, read from the disk: no process, and nothing of the repository's configuration.
 *
 * @returns null where the folder is no repository, or has no commit yet.
 */
export async function readHead(dir: string): Promise<string | null> {
  const gitDir = await gitDirOf(dir);
  const head = await read(join(gitDir, "HEAD"));
  const ref = /^ref: (\S+)$/.exec(head)?.[1];
  const commit = ref === undefined ? head : await commitOf(gitDir, ref);
  return COMMIT.test(commit) ? commit : null;
}

/** In a work tree of another repository `.git` is a file that says where it is. */
async function gitDirOf(dir: string): Promise<string> {
  const path = join(dir, ".git");
  const elsewhere = /^gitdir: (.+)$/.exec(await read(path))?.[1];
  return elsewhere === undefined ? path : resolve(dir, elsewhere);
}

async function commitOf(gitDir: string, ref: string): Promise<string> {
  const shared = resolve(gitDir, (await read(join(gitDir, "commondir"))) || ".");
  const loose = (await read(join(gitDir, ref))) || (await read(join(shared, ref)));
  if (loose !== "") return loose;
  const packed = (await read(join(shared, "packed-refs"))).split("\n").find((line) => line.endsWith(` ${ref}`));
  return packed?.split(" ")[0] ?? "";
}

/** A file that is not there says nothing. */
async function read(path: string): Promise<string> {
  return (await readFile(path, "utf8").catch(() => "")).trim();
}
