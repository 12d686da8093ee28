import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { compareCodeUnits } from "../../core/canonical/order.ts";
import { fileError } from "../files/file-error.ts";
import { isFolder } from "../files/make-folders.ts";
import { listTree, type TreeEntry } from "./list-tree.ts";
import { damaged, readRecord } from "./records.ts";

/** `generations/<n>/trees.json`: every file of every node pack, as it was when the generation was sealed. */
export const TREES_FILE = "trees.json";
/** The folder of a generation that holds its node packs. */
export const PACKS_FOLDER = "custom_nodes";

const Trees = z.strictObject({
  format: z.literal("touchstone.trees/1"),
  packs: z.record(z.string(), z.array(z.tuple([z.string(), z.enum(["file", "executable", "link"]), z.string()]))),
});
export type Trees = z.infer<typeof Trees>;

/** One file of a generation's node packs that is not as it was sealed. */
export interface Edit {
  /** The pack and the file in it, with `/`; for what is no pack of the generation its name alone. */
  readonly path: string;
  readonly kind: "added" | "changed" | "removed";
}

/**
 * How the code of node packs differs from what their generation was sealed with, sorted by path. What lies beside them and is
 * none of them is an edit too: ComfyUI would load it.
 *
 * @param dir  The generation's folder.
 * @param ids  The packs that are to lie there.
 * @throws TouchstoneError ENV_DAMAGED where the generation says nothing of a pack; as `listTree`.
 */
export async function listEdits(dir: string, ids: readonly string[]): Promise<readonly Edit[]> {
  const trees = (await readRecord(join(dir, TREES_FILE), Trees))?.packs ?? {};
  const edits = (await listStrays(dir, ids)).map((path): Edit => ({ path, kind: "added" }));
  for (const id of ids) edits.push(...(await listEditsOfPack(dir, id, trees[id])));
  return edits.toSorted((one, other) => compareCodeUnits(one.path, other.path));
}

async function listEditsOfPack(dir: string, id: string, sealed: Trees["packs"][string] | undefined): Promise<readonly Edit[]> {
  if (sealed === undefined) throw damaged(join(dir, TREES_FILE), `it does not name the node pack \`${id}\``);
  const pack = join(dir, PACKS_FOLDER, id);
  const edits = compareTrees(sealed, (await isFolder(pack)) ? await listTree(pack) : []);
  return edits.map(({ path, kind }) => ({ path: `${id}/${path}`, kind }));
}

/**
 * What lies beside the node packs of a generation and is none of them, sorted: ComfyUI would load it, and no record knows of it.
 *
 * @param dir  The generation's folder.
 * @param ids  The packs that are to lie there.
 * @throws TouchstoneError DISK_FAILED, READ_ONLY.
 */
export async function listStrays(dir: string, ids: readonly string[]): Promise<readonly string[]> {
  const packs = join(dir, PACKS_FOLDER);
  const found = await readdir(packs).catch((error: unknown) => {
    if ((error as { code?: string }).code === "ENOENT") return [];
    throw fileError(error, packs);
  });
  const known = new Set(ids);
  return found.filter((name) => !known.has(name) && name !== "__pycache__").toSorted(compareCodeUnits);
}

function compareTrees(before: readonly TreeEntry[], after: readonly TreeEntry[]): readonly Edit[] {
  const [was, is] = [keyed(before), keyed(after)];
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((path): Edit[] => {
    if (was.get(path) === is.get(path)) return [];
    return [{ path, kind: !was.has(path) ? "added" : is.has(path) ? "changed" : "removed" }];
  });
}

function keyed(entries: readonly TreeEntry[]): ReadonlyMap<string, string> {
  return new Map(entries.map(([path, kind, digest]) => [path, `${kind} ${digest}`]));
}
