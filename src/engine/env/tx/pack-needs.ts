import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import type { Git } from "../../../adapters/git/find-git.ts";
import { listFilesAt, readFileAt } from "../../../adapters/git/read-repo.ts";
import { isAboutNeeds, readStaticNeeds } from "../../../core/env/requirement/read-static-needs.ts";
import type { StaticNeeds } from "../../../core/env/requirement/requirement.ts";

interface NeedsAt {
  readonly repoDir: string;
  readonly commit: string;
  /** Lines with an address that a person approved, letter by letter. */
  readonly allowedUrls: readonly string[];
}

/**
 * What a pack needs at a commit, read out of its repository; nothing of it is checked out or run.
 *
 * @throws TouchstoneError GIT_FAILED.
 */
export async function needsAtCommit(git: Git, { repoDir, commit, allowedUrls }: NeedsAt): Promise<StaticNeeds> {
  const paths = (await listFilesAt(git, { repoDir, commit })).filter(isAboutNeeds);
  const texts = paths.map(async (path) => [path, await readFileAt(git, { repoDir, commit, path })] as const);
  return readStaticNeeds(new Map(await Promise.all(texts)), allowedUrls);
}

/**
 * What the pack in a folder needs.
 *
 * @throws TouchstoneError DISK_FAILED, READ_ONLY.
 */
export async function needsOfFolder(dir: string): Promise<StaticNeeds> {
  try {
    const entries = await readdir(dir, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && isAboutNeeds(entry.name)).map(({ name }) => name);
    return readStaticNeeds(
      new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), "utf8")] as const))),
    );
  } catch (error) {
    throw fileError(error, dir);
  }
}
