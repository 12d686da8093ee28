import { digestOf, type Digest } from "../../core/canonical/digest.ts";
import { listTree } from "./list-tree.ts";

/**
 * Digest of a folder's code: the path, kind and content of every file. A checkout of a commit and a copy of it have one digest;
 * times, owners and what Python compiles are not in it.
 *
 * @throws TouchstoneError as `listTree`.
 */
export async function hashTree(dir: string): Promise<Digest> {
  return digestOf(await listTree(dir));
}
