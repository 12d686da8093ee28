import { copyTree } from "../../../adapters/generations/copy-tree.ts";
import { hashTree } from "../../../adapters/generations/hash-tree.ts";
import { checkoutCommit } from "../../../adapters/git/checkout-commit.ts";
import type { Git } from "../../../adapters/git/find-git.ts";
import type { BuildRequest } from "./build-request.ts";

/**
 * Puts the code of a node pack into a folder that is not there yet.
 *
 * @returns whether it is the code that the pack's record describes.
 * @throws TouchstoneError GIT_FAILED, INPUT_INVALID, DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function placePack(git: Git, { record, source }: BuildRequest["nodes"][number], into: string): Promise<boolean> {
  if (source.kind === "repo") await checkoutCommit(git, { repoDir: source.repoDir, commit: source.commit, into });
  else await copyTree(source.dir, into);
  return (await hashTree(into)) === record.treeHash;
}
