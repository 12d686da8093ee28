import { access } from "node:fs/promises";
import { dirname, join } from "node:path";
import { TouchstoneError } from "../../core/errors.ts";
import { makeFolders } from "../files/make-folders.ts";
import { removeFolder } from "../generations/remove-folder.ts";
import type { Git } from "./find-git.ts";
import { type GitProtocol, readGitAddress } from "./git-address.ts";
import { runGit, tryGit } from "./run-git.ts";

interface FetchRequest {
  /** As the person gave it. */
  readonly url: string;
  /** The bare repository, made where it is missing. */
  readonly repoDir: string;
  /** Branch, tag or commit; null: the default branch. */
  readonly ref: string | null;
  readonly protocols: readonly GitProtocol[];
  readonly signal?: AbortSignal | undefined;
}

/** A large pack over a slow line; guess. */
const FETCH_LIMIT_MS = 600_000;
/**
 * A branch that upstream has no more means nothing: what it meant last stays under names of our own. A shallow clone is as good
 * as a whole one: people fetch packs so, and only the files of one commit are wanted.
 */
const FETCH = [
  "fetch",
  "--quiet",
  "--no-recurse-submodules",
  "--no-auto-maintenance",
  "--no-write-fetch-head",
  "--force",
  "--prune",
  "--update-shallow",
] as const;
const REFSPECS = ["+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*", "+HEAD:refs/touchstone/head"] as const;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** What git itself takes as a branch or tag, and a little less: no `..`, no `@{`, no leading `-`. */
const REF = /^[A-Za-z0-9_][A-Za-z0-9._/+-]{0,254}$/;

/**
 * Fetches a repository, and says which commit was meant. Earlier commits stay where they are: generations check them out.
 *
 * @returns The commit, and the address as it was read.
 * @throws TouchstoneError GIT_ADDRESS_REFUSED, GIT_FAILED, INPUT_INVALID for what can be no ref; INTERRUPTED's reason.
 */
export async function fetchRepo(
  git: Git,
  { url: given, repoDir, ref, protocols, signal }: FetchRequest,
): Promise<{ commit: string; url: string }> {
  const { url, protocol } = readGitAddress(given, protocols);
  if (ref !== null && (!REF.test(ref) || ref.includes(".."))) throw refRefused(ref);
  const isNew = await makeRepo(git, repoDir, signal);
  try {
    const wanted = ref ?? "HEAD";
    await runGit(git, `\`${url}\` could not be fetched`, fetching({ repoDir, url, protocol, signal }, REFSPECS));
    const commit =
      (await resolveRef(git, repoDir, wanted)) ?? (await fetchExactly(git, { repoDir, url, protocol, signal }, wanted));
    if (commit === null) throw notFound(url, wanted);
    await keepCommit(git, repoDir, commit);
    return { commit, url };
  } catch (error) {
    if (isNew) await removeFolder(repoDir);
    throw error;
  }
}

/** Whether it had to be made. */
async function makeRepo(git: Git, repoDir: string, signal: AbortSignal | undefined): Promise<boolean> {
  const isThere = await access(join(repoDir, "HEAD")).then(
    () => true,
    () => false,
  );
  if (isThere) return false;
  await makeFolders(dirname(repoDir));
  await runGit(git, `\`${repoDir}\` could not be made`, {
    cwd: dirname(repoDir),
    args: ["init", "--quiet", "--bare", "--template=", "--initial-branch=touchstone-none", "--", repoDir],
    signal,
  });
  return true;
}

interface Fetching {
  readonly repoDir: string;
  readonly url: string;
  readonly protocol: GitProtocol;
  readonly signal: AbortSignal | undefined;
}

function fetching({ repoDir, url, protocol, signal }: Fetching, refspecs: readonly string[]) {
  const args = [...FETCH, "--", url, ...refspecs];
  return { cwd: repoDir, repoDir, protocols: [protocol], timeoutMs: FETCH_LIMIT_MS, signal, args };
}

/** A commit that no branch or tag leads to any more, but that upstream still has, e.g. after a branch was rewritten. */
async function fetchExactly(git: Git, from: Fetching, wanted: string): Promise<string | null> {
  if (!COMMIT.test(wanted)) return null;
  await tryGit(git, fetching(from, [`${wanted}:refs/touchstone/kept/${wanted}`]));
  return await resolveRef(git, from.repoDir, wanted);
}

async function resolveRef(git: Git, repoDir: string, wanted: string): Promise<string | null> {
  const names =
    wanted === "HEAD"
      ? ["refs/touchstone/head"]
      : [`refs/heads/${wanted}`, `refs/tags/${wanted}`, ...(/^[0-9a-f]{7,64}$/.test(wanted) ? [wanted] : [])];
  for (const name of names) {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
    const end = await tryGit(git, { cwd: repoDir, repoDir, args });
    const commit = end.stdout.trim();
    if (end.exitCode === 0 && COMMIT.test(commit)) return commit;
  }
  return null;
}

/** A commit that a generation is made of is never collected, whatever happens to its branch. */
async function keepCommit(git: Git, repoDir: string, commit: string): Promise<void> {
  const args = ["update-ref", `refs/touchstone/kept/${commit}`, commit];
  await runGit(git, `\`${commit}\` could not be kept`, { cwd: repoDir, repoDir, args });
}

function refRefused(ref: string): TouchstoneError {
  return new TouchstoneError("INPUT_INVALID", `\`${JSON.stringify(ref).slice(1, -1)}\` is no branch, tag or commit`, {
    hint: "Name one that the repository has; see docs/guides/environment.md#git",
  });
}

function notFound(url: string, ref: string): TouchstoneError {
  return new TouchstoneError("GIT_FAILED", `\`${url}\` has no branch, tag or commit \`${ref}\``, {
    hint: "Name one that the repository has, or leave `--ref` away; see docs/guides/environment.md#git",
  });
}
