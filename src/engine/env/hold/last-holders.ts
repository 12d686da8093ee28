import { join } from "node:path";
import { readText } from "../../../adapters/generations/records.ts";
import { keepLastHolders } from "../../../core/env/generation/choose-prunes.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { listSnapshotIds } from "../move/snapshots.ts";

interface Pruning {
  readonly numbers: readonly number[];
  /** Generations that would go. */
  readonly going: readonly number[];
}

/**
 * Which of the generations that would go are the last to hold code of node packs that were copied, and that a snapshot names.
 * Without them going back to that snapshot would be impossible.
 *
 * @throws TouchstoneError DISK_FAILED, READ_ONLY.
 */
export async function findLastHolders(home: EnvHome, { numbers, going }: Pruning): Promise<ReadonlySet<number>> {
  const read = async (number: number) => [number, await readCopied(generationDir(home, number))] as const;
  const ofGoing = await Promise.all(going.map(read));
  // As good as always: packs come from repositories.
  if (ofGoing.every(([, copied]) => copied.length === 0)) return new Set();
  const ofStaying = await Promise.all(numbers.filter((number) => !going.includes(number)).map(read));
  const named = await Promise.all((await listSnapshotIds(home)).map(async (id) => await readCopied(join(home.snapshots, id))));
  return keepLastHolders(going, new Map([...ofGoing, ...ofStaying]), new Set(named.flat()));
}

/** The copied code that the truth in a folder names; what cannot be read names nothing. */
async function readCopied(dir: string): Promise<readonly string[]> {
  const file = join(dir, "nodes.json");
  try {
    const text = await readText(file);
    const nodes = text === null ? [] : readNodesFile({ file, text });
    return nodes.filter(({ commit, enabled }) => commit === null && enabled).map(({ id, treeHash }) => `${id} ${treeHash}`);
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return [];
    throw error;
  }
}
