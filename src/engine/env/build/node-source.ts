import { join } from "node:path";
import { PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import type { NodeSource } from "./build-request.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { isThere } from "../is-there.ts";

/** The bare clone of a node pack. */
export function repoDirOf(home: EnvHome, id: string): string {
  return join(home.repos, `${id}.git`);
}

/**
 * Where the code of a node pack of a generation is taken from: its clone at its commit, or where there is none the generation's
 * own folder. Either way the digest in the record is what proves it.
 */
export async function nodeSourceOf(home: EnvHome, generation: number, record: NodeRecord): Promise<NodeSource> {
  const repoDir = repoDirOf(home, record.id);
  if (record.commit !== null && (await isThere(repoDir))) return { kind: "repo", repoDir, commit: record.commit };
  return { kind: "folder", dir: join(generationDir(home, generation), PACKS_FOLDER, record.id) };
}
