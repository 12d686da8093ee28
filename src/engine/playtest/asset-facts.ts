import { existsSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { isInside } from "../../adapters/files/is-inside.ts";
import { parseProjectId } from "../../core/authored/parse-project-id.ts";
import { MACHINE_FOLDER, PROJECT_FILES } from "../../core/authored/project-layout.ts";
import { byKey } from "../../core/canonical/order.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { Story, StoryAsset } from "../../core/playtest/story/story.ts";

/** Whether an asset that a story names is there. What cannot be told here is unknown, neither present nor missing. */
export interface AssetFact {
  readonly asset: string;
  readonly kind: StoryAsset["kind"];
  readonly state: "present" | "missing" | "unknown";
  /** One sentence; null for what is present. */
  readonly why: string | null;
}

/**
 * Looks for every asset of a story, sorted by id. Only reads: no lock is taken, and a store that is not there is not made.
 *
 * @param projectDir  Null outside of a project: nothing is known there.
 */
export async function findAssetFacts({ assets }: Pick<Story, "assets">, projectDir: string | null): Promise<AssetFact[]> {
  const named = Object.entries(assets).toSorted(byKey(([id]) => id));
  const specs = named.flatMap(([, { spec }]) => (spec === null ? [] : [spec]));
  const made = projectDir === null || specs.length === 0 ? null : await listMade(projectDir);
  return named.map(([id, asset]) => ({ asset: id, kind: asset.kind, ...judge(asset, { projectDir, made }) }));
}

interface Known {
  readonly projectDir: string | null;
  /** Specs of which there is a version that nobody rejected; null where there is no store to ask. */
  readonly made: ReadonlySet<string> | null;
}

type Found = Pick<AssetFact, "state" | "why">;

const PRESENT: Found = { state: "present", why: null };

/** A file that is named must be there; where a spec is named as well, its versions may stand in for the file. */
function judge({ path, spec }: StoryAsset, { projectDir, made }: Known): Found {
  if (projectDir === null) return { state: "unknown", why: "the story lies in no project" };
  if (path !== null && isFileInside(projectDir, path)) return PRESENT;
  if (spec === null) {
    if (path === null) return { state: "unknown", why: "neither a file nor a spec is named for it" };
    return { state: "missing", why: `there is no file \`${path}\` in the project` };
  }
  if (!hasSpec(projectDir, spec)) return { state: "missing", why: `there is no spec \`${spec}\` in the project` };
  if (made === null) return { state: "unknown", why: `nothing was made on this machine, so \`${spec}\` was not looked for` };
  return made.has(spec) ? PRESENT : { state: "missing", why: `the spec \`${spec}\` has no version that may be used` };
}

function isFileInside(projectDir: string, path: string): boolean {
  try {
    const real = realpathSync(join(projectDir, path));
    return isInside(realpathSync(projectDir), real) && statSync(real).isFile();
  } catch {
    return false;
  }
}

function hasSpec(projectDir: string, spec: string): boolean {
  return ["yaml", "yml"].some((ending) => existsSync(join(projectDir, "specs", `${spec}.${ending}`)));
}

/** Null where its file does not say it: what is wrong with it is no matter of a play's. */
function readProjectId(projectDir: string): string | null {
  const file = PROJECT_FILES.find((name) => existsSync(join(projectDir, name)));
  if (file === undefined) return null;
  const parsed = parseProjectId({ file, text: readFileSync(join(projectDir, file), "utf8") });
  return parsed.kind === "invalid" ? null : parsed.value.id;
}

/** A store that cannot be read leaves it unknown what was made; `doctor` says why. */
async function listMade(projectDir: string): Promise<ReadonlySet<string> | null> {
  const dir = join(projectDir, MACHINE_FOLDER);
  if (!existsSync(dir)) return null;
  try {
    const { openStore } = await import("../../store/store.ts");
    const projectId = readProjectId(projectDir);
    if (projectId === null) return null;
    const store = await openStore({ dir, projectId, access: "read" });
    try {
      if (store.head().seq === 0) return null;
      const current = store.listCurrentVersions().filter(({ decision }) => decision !== "rejected");
      return new Set(current.map(({ specId }) => specId));
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof TouchstoneError) return null;
    throw error;
  }
}
