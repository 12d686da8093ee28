import { listEdits } from "../../adapters/generations/list-edits.ts";
import type { EnvStatus } from "../../core/env/status/status.ts";
import type { NodeRecord } from "../../core/env/truth/node-record.ts";
import { judgeEdits } from "../../core/env/tx/judge-promote.ts";
import { type EnvHome, generationDir } from "./env-home.ts";

/**
 * Files of a generation's node packs that are not as they were checked out, e.g. `wind-lights/nodes.py changed`, sorted by pack
 * and path.
 *
 * @throws TouchstoneError ENV_DAMAGED, DISK_FAILED, READ_ONLY.
 */
export async function findNodeEdits(
  home: EnvHome,
  { number, nodes }: { readonly number: number; readonly nodes: readonly NodeRecord[] },
): Promise<readonly string[]> {
  // What is not enabled is not there.
  const ids = nodes.filter(({ enabled }) => enabled).map(({ id }) => id);
  return (await listEdits(generationDir(home, number), ids)).map(({ path, kind }) => `${path} ${kind}`);
}

/** The same as a problem; null where nothing was edited. */
export function nodeEditsProblem(edits: readonly string[]): EnvStatus["problems"][number] | null {
  const problem = judgeEdits(edits, { discardEdits: false });
  return problem === null ? null : { code: problem.code, message: problem.message, hint: problem.hint ?? "" };
}
