import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { isFolder } from "../../../adapters/files/make-folders.ts";
import { hashTree } from "../../../adapters/generations/hash-tree.ts";
import { PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { NodeSource } from "./build-request.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { repoDirOf } from "./node-source.ts";

/**
 * Where the code of a node pack is, exactly as its record says: its clone at its commit, or any generation that still holds the
 * very same files. Edits are in none of them.
 *
 * @throws TouchstoneError ENV_DAMAGED where it is nowhere any more.
 */
export async function findCode(home: EnvHome, record: NodeRecord): Promise<NodeSource> {
  const repoDir = repoDirOf(home, record.id);
  if (record.commit !== null && (await isFolder(repoDir))) return { kind: "repo", repoDir, commit: record.commit };
  for (const name of await readdir(home.generations)) {
    const dir = join(home.generations, name, PACKS_FOLDER, record.id);
    if ((await isFolder(dir)) && (await hashTree(dir)) === record.treeHash) return { kind: "folder", dir };
  }
  // Nobody loads a pack that is turned off: it needs no code.
  if (!record.enabled) return { kind: "folder", dir: join(generationDir(home, 0), PACKS_FOLDER, record.id) };
  throw new TouchstoneError(
    "ENV_DAMAGED",
    `the code of the node pack \`${record.id}\` is nowhere any more: neither its clone nor a generation holds it`,
    {
      hint: "Go to a snapshot without it, or put its clone back; see docs/guides/environment.md#rollback",
    },
  );
}
