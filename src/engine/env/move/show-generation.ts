import { z } from "zod";
import { diffPackages } from "../../../core/env/generation/diff-packages.ts";
import type { GenerationManifest } from "../../../core/env/generation/manifest.ts";
import type { InstalledPackage, PackageDiff, StartupHook } from "../../../core/env/generation/package-set.ts";
import type { NodeRecord } from "../../../core/env/truth/node-record.ts";
import { readNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { readPyproject } from "../../../core/env/truth/read-pyproject.ts";
import { readUvLock } from "../../../core/env/truth/read-uv-lock.ts";
import { nodeChanges } from "../../../core/env/view/node-changes.ts";
import type { ChangeLine } from "../../../core/env/view/package-changes.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { defineVerb } from "../../verb.ts";
import { type EnvHome, envHomeOf } from "../env-home.ts";
import { openBase } from "../open-base.ts";
import { listSnapshots } from "./snapshots.ts";
import { readSnapshot } from "./snapshots.ts";

/** One generation, and how it differs from another one. */
export interface GenerationAnswer {
  readonly number: number;
  /** Whether its folder is still there; of one that was pruned its newest snapshot tells. */
  readonly isKept: boolean;
  readonly manifest: Pick<GenerationManifest, "python" | "uvVersion" | "comfyui"> | null;
  readonly nodes: readonly NodeRecord[];
  /** Overrides that were approved, sorted. */
  readonly overrides: readonly string[];
  /** Null where there is nothing to compare it with. */
  readonly against: GenerationDifference | null;
}

export interface GenerationDifference {
  readonly number: number;
  readonly packages: PackageDiff;
  readonly nodes: readonly ChangeLine[];
  readonly overrides: { readonly added: readonly string[]; readonly removed: readonly string[] };
}

/** Shows what a generation holds, and how it differs from the one that it was derived from, or another one. */
export const envGenerationShowVerb = defineVerb({
  name: "env.generation.show",
  summary: "Show one generation, and how its packages and node packs differ from another one's",
  access: "files",
  input: z.strictObject({
    number: z.int().min(1).describe("Its number"),
    against: z.int().min(1).optional().describe("Compared with this one; default: what it was derived from"),
  }),
  async run({ projectDir }, { number, against }): Promise<GenerationAnswer> {
    const home = envHomeOf(projectDir);
    const own = await readGeneration(home, number);
    const other = against ?? own.base;
    const before = other === null || other === number ? null : await readGeneration(home, other).catch(ignoreGone);
    const { isKept, manifest, nodes, overrides } = own;
    return { number, isKept, manifest, nodes, overrides, against: before === null ? null : differenceOf(before, own) };
  },
});

/** What is known of a generation, whether it is kept or not. */
interface KnownGeneration {
  readonly number: number;
  readonly base: number | null;
  readonly isKept: boolean;
  readonly manifest: GenerationAnswer["manifest"];
  readonly nodes: readonly NodeRecord[];
  readonly overrides: readonly string[];
  readonly packages: readonly InstalledPackage[];
  readonly startupHooks: readonly StartupHook[];
}

async function readGeneration(home: EnvHome, number: number): Promise<KnownGeneration> {
  const kept = await openBase(home, number).catch(ignoreGone);
  if (kept === null) return await readPruned(home, number);
  const { base, python, uvVersion, comfyui, packages, startupHooks } = kept.manifest;
  const { nodes, truth } = kept.composition;
  return {
    number,
    base,
    isKept: true,
    manifest: { python, uvVersion, comfyui },
    nodes,
    overrides: truth.overrides,
    packages,
    startupHooks,
  };
}

/** A snapshot says what was locked; what started by itself, nobody knows any more. */
async function readPruned(home: EnvHome, number: number): Promise<KnownGeneration> {
  const meta = (await listSnapshots(home)).find(({ generation }) => generation === number);
  if (meta === undefined) {
    throw new TouchstoneError("SNAPSHOT_NOT_FOUND", `there is no generation \`${number}\`, and no snapshot of it`, {
      hint: "`touchstone env status` lists generations; see docs/guides/environment.md#rollback",
    });
  }
  const truth = await readSnapshot(home, meta.id);
  const file = (name: string): string => `env/snapshots/${meta.id}/${name}`;
  const { packages } = readUvLock({ file: file("uv.lock"), text: truth.lock });
  return {
    number,
    base: null,
    isKept: false,
    manifest: null,
    nodes: readNodesFile({ file: file("nodes.json"), text: truth.nodes }),
    overrides: readPyproject({ file: file("pyproject.toml"), text: truth.pyproject }).overrides,
    packages: packages.map(({ name, version }) => ({ name, version })),
    startupHooks: [],
  };
}

function ignoreGone(error: unknown): null {
  if (error instanceof TouchstoneError && error.code === "SNAPSHOT_NOT_FOUND") return null;
  throw error;
}

function differenceOf(before: KnownGeneration, after: KnownGeneration): GenerationDifference {
  // Of one that was pruned it is not known what started by itself: nothing is said of it, rather than that all of it is new.
  const known = before.isKept && after.isKept;
  const of = ({ packages, startupHooks }: KnownGeneration) => ({ packages, startupHooks: known ? startupHooks : [] });
  return {
    number: before.number,
    packages: diffPackages(of(before), of(after)),
    nodes: nodeChanges(before.nodes, after.nodes),
    overrides: {
      added: after.overrides.filter((pin) => !before.overrides.includes(pin)),
      removed: before.overrides.filter((pin) => !after.overrides.includes(pin)),
    },
  };
}
