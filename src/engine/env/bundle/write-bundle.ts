import { chmod, mkdir, mkdtemp, readFile, rename, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { makeFolders } from "../../../adapters/files/make-folders.ts";
import { PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import { listTree } from "../../../adapters/generations/list-tree.ts";
import { writeRecord } from "../../../adapters/generations/records.ts";
import { removeFolder } from "../../../adapters/generations/remove-folder.ts";
import { syncFolder } from "../../../adapters/generations/sync-folder.ts";
import type { Git } from "../../../adapters/git/find-git.ts";
import { type Bundle, BUNDLE_FILE } from "../../../core/env/bundle/bundle.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { type EnvHome, generationDir } from "../env-home.ts";
import { nodeSourceOf } from "../build/node-source.ts";
import type { Base } from "../open-base.ts";
import { placePack } from "../build/place-pack.ts";

/** The generation that is exported. */
interface ExportSite {
  readonly home: EnvHome;
  readonly base: Base;
  readonly git: Git;
}

interface BundleFacts {
  /** Absolute; nothing is there. */
  readonly out: string;
  readonly nowMs: number;
  /** Touchstone's own version. */
  readonly version: string;
}

/** As folders are made: a temporary one is its owner's alone. */
const FOLDER_MODE = 0o755;

const TRUTH_FILES = ["pyproject.toml", "uv.lock", "nodes.json"] as const;

/**
 * Writes a bundle. It appears under its name when it is whole, and nothing is left where it does not get that far.
 *
 * @throws TouchstoneError NODE_EDITED, GIT_FAILED, INPUT_INVALID, READ_ONLY, DISK_FULL, DISK_FAILED.
 */
export async function writeBundle(
  site: ExportSite,
  facts: BundleFacts,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const { out } = facts;
  await makeFolders(dirname(out));
  // A name of its own: what else lies there is somebody else's.
  const temporary = await mkdtemp(join(dirname(out), `.${basename(out)}.`));
  try {
    await fill(site, temporary);
    const entries = await listTree(temporary);
    await writeRecord(join(temporary, BUNDLE_FILE), bundleOf(site, facts, entries));
    await chmod(temporary, FOLDER_MODE);
    await rename(temporary, out);
    await syncFolder(dirname(out));
    const sizes = await Promise.all(
      entries.map(async ([path, kind]) => (kind === "link" ? 0 : (await stat(join(out, path))).size)),
    );
    return { files: entries.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  } catch (error) {
    await removeFolder(temporary);
    throw fileError(error, out);
  }
}

async function fill({ home, base, git }: ExportSite, dir: string): Promise<void> {
  const from = generationDir(home, base.number);
  await mkdir(join(dir, PACKS_FOLDER), { recursive: true });
  for (const name of TRUTH_FILES) await writeFile(join(dir, name), await readFile(join(from, name)));
  const freeze = base.manifest.packages.map(({ name, version }) => `${name}==${version}\n`);
  await writeFile(join(dir, "freeze.txt"), freeze.join(""));
  for (const record of base.composition.nodes.filter(({ enabled }) => enabled)) {
    const source = await nodeSourceOf(home, base.number, record);
    if (!(await placePack(git, { record, source }, join(dir, PACKS_FOLDER, record.id)))) throw edited(record);
  }
}

/** Without a repository the only copy of a pack is the one in the generation, and that is what was exported of it. */
function edited({ id }: NodeRecord): TouchstoneError {
  return new TouchstoneError("NODE_EDITED", `files of the node pack \`${id}\` are not as they were when it was taken over`, {
    hint: "Put them back, or commit them to a repository and add the pack from there; see docs/guides/environment.md#edited-nodes",
  });
}

function bundleOf(
  { base: { manifest } }: ExportSite,
  { nowMs, version }: BundleFacts,
  entries: Awaited<ReturnType<typeof listTree>>,
): Bundle {
  const { commit, version: comfyuiVersion } = manifest.comfyui;
  return {
    format: "touchstone.env-bundle/1",
    createdAtMs: nowMs,
    touchstone: version,
    generation: manifest.number,
    envId: manifest.envId,
    python: manifest.python,
    uvVersion: manifest.uvVersion,
    comfyui: { commit, version: comfyuiVersion },
    files: Object.fromEntries(entries.map(([path, kind, digest]) => [path, `${kind} ${digest}`])),
  };
}
