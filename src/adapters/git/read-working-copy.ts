import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileError } from "../files/file-error.ts";
import type { Git } from "./find-git.ts";
import { readHead } from "./read-head.ts";
import { tryGit } from "./run-git.ts";

/** A folder with a repository of its own. */
export interface WorkingCopy {
  /** The address of `origin`; null: none. */
  readonly url: string | null;
  readonly commit: string;
  /** Whether a file is changed or new beside what is committed, or comes from elsewhere by a filter, e.g. git-lfs. */
  readonly isDirty: boolean;
}

/**
 * What a folder's own repository says of it; null where it has none, or git cannot read it. Nothing that its configuration names
 * is run: a folder may have come with one, e.g. unpacked from an archive.
 */
export async function readWorkingCopy(git: Git, dir: string): Promise<WorkingCopy | null> {
  const hasOne = await access(join(dir, ".git")).then(
    () => true,
    () => false,
  );
  const commit = hasOne ? await readHead(dir) : null;
  if (commit === null) return null;
  // A user's repository may belong to somebody else, e.g. in a container: it is only read.
  const variables = { GIT_OPTIONAL_LOCKS: "0", GIT_CEILING_DIRECTORIES: join(dir, "..") };
  const call = { cwd: dir, safe: ["-c", `safe.directory=${dir}`], variables };
  const config = await tryGit(git, { ...call, args: [...call.safe, "config", "--list", "-z"] });
  if (config.exitCode !== 0 || config.isCut) return null;
  const settings = config.stdout.split("\0").map(readSetting);
  const isDirty = await compare(git, { ...call, safe: [...call.safe, ...withoutFilters(settings)] }, commit);
  if (isDirty === null) return null;
  const url = settings.findLast(({ name }) => name === "remote.origin.url")?.value.trim();
  return { url: url === undefined || url === "" ? null : url, commit, isDirty };
}

interface Call {
  readonly cwd: string;
  readonly safe: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

/** With an index of our own, so that every file is read: the user's may say of a file that it was not changed. */
async function compare(git: Git, { cwd, safe, variables }: Call, commit: string): Promise<boolean | null> {
  const scratch = await mkdtemp(join(tmpdir(), "touchstone-index-")).catch((error: unknown) => {
    throw fileError(error, tmpdir());
  });
  try {
    const shared = { cwd, variables: { ...variables, GIT_INDEX_FILE: join(scratch, "index") } };
    const read = await tryGit(git, { ...shared, args: [...safe, "read-tree", "--end-of-options", commit] });
    if (read.exitCode !== 0) return null;
    const status = ["status", "--porcelain=v1", "-z", "--ignore-submodules=all"];
    const { exitCode, stdout } = await tryGit(git, { ...shared, args: [...safe, ...status] });
    return exitCode === 0 ? stdout !== "" : null;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Setting {
  readonly name: string;
  readonly value: string;
}

/** One setting as `git config -z` prints it: its name, and where it has a value that in the next line. */
function readSetting(text: string): Setting {
  const end = text.indexOf("\n");
  return end === -1 ? { name: text, value: "" } : { name: text.slice(0, end), value: text.slice(end + 1) };
}

/** Filters are programs that git would run to compare files: each is emptied, and files that need one count as edited. */
function withoutFilters(settings: readonly Setting[]): readonly string[] {
  return settings.flatMap(({ name }) => {
    if (!name.startsWith("filter.")) return [];
    return name.endsWith(".required") ? ["-c", `${name}=false`] : ["-c", `${name}=`];
  });
}
