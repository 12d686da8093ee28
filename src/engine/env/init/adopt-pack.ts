import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { fileError } from "../../../adapters/files/file-error.ts";
import { hashTree } from "../../../adapters/generations/hash-tree.ts";
import { fetchRepo } from "../../../adapters/git/fetch-repo.ts";
import type { Git } from "../../../adapters/git/find-git.ts";
import { readWorkingCopy } from "../../../adapters/git/read-working-copy.ts";
import { compareCodeUnits } from "../../../core/canonical/order.ts";
import { groupOf } from "../../../core/env/requirement/normalize-name.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { type Problem, TouchstoneError } from "../../../core/errors.ts";
import type { NodeSource } from "../build/build-request.ts";
import { codeDigestAt } from "../build/code-digest.ts";
import type { EnvHome } from "../env-home.ts";
import { isThere } from "../is-there.ts";
import { repoDirOf } from "../build/node-source.ts";
import { needsOfFolder } from "../tx/pack-needs.ts";
import { refusalsOf } from "../tx/refusal.ts";

/** Where packs are found, and where what is kept of them goes. */
export interface AdoptionSite {
  readonly git: Git;
  readonly home: EnvHome;
  /** The ComfyUI folder. */
  readonly comfyuiDir: string;
  /** An empty folder for what has to be arranged before it is copied; gone after the build. */
  readonly scratch: string;
  readonly signal: AbortSignal | undefined;
}

/** A node pack as it lies in a ComfyUI folder. */
export interface FoundPack {
  /** As it is called there. */
  readonly name: string;
  readonly id: string;
  /** Absolute. */
  readonly path: string;
  readonly kind: "folder" | "file";
  /** Whether ComfyUI loads it. */
  readonly enabled: boolean;
}

/** A node pack that was taken over. */
export interface AdoptedPack {
  readonly record: NodeRecord;
  readonly source: NodeSource;
  readonly notes: readonly string[];
}

/** Where a pack's code comes from, and what proves it. */
type Code = Pick<NodeRecord, "url" | "commit" | "treeHash"> & { readonly source: NodeSource };

/**
 * Takes one pack over. One that is switched off keeps its record, but asks for nothing and is not loaded.
 *
 * @returns it, or what stands in the way.
 * @throws TouchstoneError INPUT_INVALID, DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function adoptPack(
  site: AdoptionSite,
  pack: FoundPack,
): Promise<AdoptedPack | { readonly problems: readonly Problem[] }> {
  const dir = pack.kind === "folder" ? pack.path : await asFolder(site, pack);
  const needs = await needsOfFolder(dir);
  if (pack.enabled && needs.refused.length > 0) {
    const wayOut = `Leave the pack out with \`--skip-node ${pack.id}\`; see docs/guides/environment.md#requirements`;
    return { problems: refusalsOf(pack.id, needs.refused).map((problem) => ({ ...problem, hint: wayOut })) };
  }
  const { source, ...code } = (await fromRepo(site, pack)) ?? {
    url: null,
    commit: null,
    treeHash: await hashTree(dir),
    source: { kind: "folder", dir },
  };
  const record: NodeRecord = {
    id: pack.id,
    ...code,
    group: groupOf(pack.id),
    managedDeps: pack.enabled ? needs.requirements.map(({ text }) => text).toSorted(compareCodeUnits) : [],
    pinsOwned: [],
    buildsOwned: [],
    enabled: pack.enabled,
  };
  return { record, source, notes: needs.notes };
}

/** A single file loads as a folder does whose `__init__.py` it is. */
async function asFolder({ scratch }: AdoptionSite, { id, path }: FoundPack): Promise<string> {
  const dir = join(scratch, id);
  try {
    await mkdir(dir);
    await copyFile(path, join(dir, "__init__.py"));
  } catch (error) {
    throw fileError(error, dir);
  }
  return dir;
}

/**
 * A repository that is clean, that git can serve, and that could be fetched from where it came from, is taken by its commit;
 * undefined for any other.
 * What git does not know of, e.g. models that the pack has fetched, stays behind. A submodule is code that its commit does not hold.
 */
async function fromRepo(site: AdoptionSite, pack: FoundPack): Promise<Code | undefined> {
  if (pack.kind === "file") return undefined;
  const { git, home, signal } = site;
  const found = await readWorkingCopy(git, pack.path);
  const url = found === null || found.isDirty ? undefined : plainUrl(found.url);
  if (found === null || url === undefined || (await isThere(join(pack.path, ".gitmodules")))) return undefined;
  const repoDir = repoDirOf(home, pack.id);
  try {
    const { commit } = await fetchRepo(git, {
      url: pathToFileURL(pack.path).href,
      repoDir,
      ref: found.commit,
      protocols: ["file"],
      signal,
    });
    return { url, commit, treeHash: await codeDigestAt(git, { repoDir, commit }), source: { kind: "repo", repoDir, commit } };
  } catch (error) {
    // E.g. one that belongs to somebody else, which git refuses to serve: its files are as good.
    if (!(error instanceof TouchstoneError) || error.code !== "GIT_FAILED") throw error;
    return undefined;
  }
}

/** An address that anybody could fetch from, without a password. */
function plainUrl(text: string | null): string | undefined {
  const url = text === null ? null : URL.parse(text);
  return url?.protocol === "https:" && url.username === "" && url.password === "" ? url.href : undefined;
}
