import { join } from "node:path";
import { hashTree } from "../../../adapters/generations/hash-tree.ts";
import { checkoutCommit } from "../../../adapters/git/checkout-commit.ts";
import type { Git } from "../../../adapters/git/find-git.ts";
import { inScratch } from "./scratch-lock.ts";

/**
 * Digest of a pack's files at a commit, as a generation will hold them.
 *
 * @throws TouchstoneError GIT_FAILED, DISK_FULL, DISK_FAILED.
 */
export async function codeDigestAt(git: Git, repo: { readonly repoDir: string; readonly commit: string }): Promise<string> {
  return await inScratch(async (dir) => {
    const into = join(dir, "code");
    await checkoutCommit(git, { ...repo, into });
    return await hashTree(into);
  });
}
