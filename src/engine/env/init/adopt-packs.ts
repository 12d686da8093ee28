import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { byKey } from "../../../core/canonical/order.ts";
import { groupOf } from "../../../core/env/requirement/normalize-name.ts";
import { NODE_ID_PATTERN } from "../../../core/env/truth/node-record.ts";
import { type Problem, TouchstoneError } from "../../../core/errors.ts";
import { adoptPack, type AdoptedPack, type AdoptionSite, type FoundPack } from "./adopt-pack.ts";

/** What was taken over of a folder. */
export interface Adoption {
  /** Sorted by id. */
  readonly packs: readonly AdoptedPack[];
  /** Names that were left out, sorted. */
  readonly skipped: readonly string[];
}

/** What ComfyUI does not load either: folders that are switched off end with this. */
const DISABLED = ".disabled";
const SCRIPT = ".py";

/**
 * Takes the node packs of a ComfyUI folder over: those with a clean repository by their commit, all others as they lie there.
 *
 * @param skip  Names that are left out.
 * @throws TouchstoneError REQUIREMENT_REFUSED or INPUT_INVALID naming everything of every pack that stands in the way; GIT_FAILED,
 *         DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function adoptPacks(site: AdoptionSite, skip: readonly string[]): Promise<Adoption> {
  const found = await listPacks(join(site.comfyuiDir, "custom_nodes"));
  const isSkipped = (pack: FoundPack): boolean => skip.includes(pack.id) || skip.includes(pack.name);
  const wanted = found.filter((pack) => !isSkipped(pack));
  const problems = wanted.flatMap((pack) => nameProblem(pack, wanted));
  const packs: AdoptedPack[] = [];
  for (const pack of problems.length > 0 ? [] : wanted) {
    const adopted = await adoptPack(site, pack);
    if ("problems" in adopted) problems.push(...adopted.problems);
    else packs.push(adopted);
  }
  const [first] = problems;
  if (first !== undefined) throw new TouchstoneError(first.code, first.message, { hint: first.hint, problems });
  return { packs, skipped: found.filter(isSkipped).map(({ name }) => name) };
}

/** Folders, and single files of code, as ComfyUI finds them. */
async function listPacks(dir: string): Promise<readonly FoundPack[]> {
  const entries = await readdir(dir, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw fileError(error, dir);
  });
  const packs = entries.flatMap((entry): FoundPack[] => {
    const { name } = entry;
    const path = join(dir, name);
    if (name.startsWith(".") || name === "__pycache__") return [];
    if (entry.isFile())
      return name.endsWith(SCRIPT) ? [{ name, id: name.slice(0, -SCRIPT.length), path, kind: "file", enabled: true }] : [];
    const enabled = !name.endsWith(DISABLED);
    return [{ name, id: enabled ? name : name.slice(0, -DISABLED.length), path, kind: "folder", enabled }];
  });
  return packs.toSorted(byKey(({ name }) => name));
}

/** What a pack is called becomes a folder and a group, which no other may share. */
function nameProblem({ name, id }: FoundPack, all: readonly FoundPack[]): Problem[] {
  const twin = all.find((other) => other.name !== name && groupOf(other.id) === groupOf(id));
  const why = NODE_ID_PATTERN.test(id)
    ? twin && `\`${name}\` and \`${twin.name}\` would have one dependency group`
    : `\`${name}\` is no name for a node pack: letters, digits, \`.\`, \`_\` and \`-\``;
  if (why === undefined) return [];
  return [
    { code: "INPUT_INVALID", message: why, hint: `Rename it in \`custom_nodes\`, or leave it out with \`--skip-node ${name}\`` },
  ];
}
