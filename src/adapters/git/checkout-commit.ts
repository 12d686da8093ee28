import { mkdir, readlink, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { fileError } from "../files/file-error.ts";
import { createCodeJudge, findCaseTwin, leadsOut, shownName } from "../generations/code-rules.ts";
import type { Git } from "./find-git.ts";
import { runGit } from "./run-git.ts";

interface Checkout {
  readonly repoDir: string;
  readonly commit: string;
  /** A folder that is not there yet. */
  readonly into: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes the files of a commit into a new folder, as they were committed: no hook, filter or submodule takes part, and no `.git`
 * is left there. Links stay inside, as in `copyTree`.
 *
 * @throws TouchstoneError GIT_FAILED where the commit is not in the repository, or holds what cannot be taken: names that differ in
 *         case alone or are no text, links that lead out, more than the limits; DISK_FULL, DISK_FAILED. Then nothing is left.
 */
export async function checkoutCommit(git: Git, { repoDir, commit, into, signal }: Checkout): Promise<void> {
  const what = `\`${commit}\` could not be checked out`;
  const index = join(dirname(into), `.index-${commit}`);
  const shared = { cwd: into, repoDir, variables: { GIT_WORK_TREE: into, GIT_INDEX_FILE: index }, signal };
  try {
    await mkdir(into, { recursive: true });
    const links = judgeFiles(await listEntries(git, { repoDir, commit }, what), what);
    await runGit(git, what, { ...shared, args: ["read-tree", "--end-of-options", commit] });
    await runGit(git, what, { ...shared, args: ["checkout-index", "--all", "--quiet"] });
    for (const path of links) await judgeLink(into, path, what);
  } catch (error) {
    await rm(into, { recursive: true, force: true });
    throw fileError(error, into);
  } finally {
    await rm(index, { force: true });
  }
}

interface CommittedFile {
  readonly path: string;
  readonly isLink: boolean;
  readonly bytes: number;
}

async function listEntries(
  git: Git,
  { repoDir, commit }: Pick<Checkout, "repoDir" | "commit">,
  what: string,
): Promise<readonly CommittedFile[]> {
  const args = ["ls-tree", "-r", "-l", "-z", "--end-of-options", commit];
  const lines = (await runGit(git, what, { cwd: repoDir, repoDir, args })).split("\0");
  return lines.flatMap((line) => {
    const [, mode, bytes, path] = /^(\d+) blob [0-9a-f]+ +(\d+)\t([^]+)$/.exec(line) ?? [];
    return path === undefined ? [] : [{ path, isLink: mode === "120000", bytes: Number(bytes) }];
  });
}

/** @returns the links among them: where they lead is known when they are written. */
function judgeFiles(files: readonly CommittedFile[], what: string): readonly string[] {
  const judge = createCodeJudge();
  for (const { path, bytes } of files) {
    const why = judge(path, bytes);
    if (why !== null) throw refused(what, path, why);
  }
  const twin = findCaseTwin(files.map(({ path }) => path));
  if (twin !== null) throw refused(what, twin.path, twin.why);
  return files.filter(({ isLink }) => isLink).map(({ path }) => path);
}

async function judgeLink(into: string, path: string, what: string): Promise<void> {
  const target = await readlink(join(into, path));
  if (leadsOut(path, target)) throw refused(what, path, `leads out of it, to \`${shownName(target)}\``);
}

function refused(what: string, path: string, why: string): TouchstoneError {
  return new TouchstoneError("GIT_FAILED", `${what}: \`${shownName(path)}\` ${why}`, {
    hint: "Ask the node pack's author for a commit without that; see docs/guides/environment.md#git",
  });
}
