import { join } from "node:path";
import { PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import type { PythonFacts } from "../../../adapters/uv/find-python.ts";
import type { Uv } from "../../../adapters/uv/find-uv.ts";
import { judgeMachine } from "../../../core/env/bundle/judge-bundle.ts";
import { buildAndSwitch, type EnvSite } from "../move/build-and-switch.ts";
import { writeFirstFiles } from "../init/first-files.ts";
import { interruptible } from "../interruptible.ts";
import { type ReadBundle, refuse, refused } from "./read-bundle.ts";
import { checkInScratch } from "../build/scratch-lock.ts";

/** What importing a bundle came to. */
export interface ImportedGeneration {
  readonly generation: number;
  readonly envId: string;
  /** Whether it has the very identity that was exported. */
  readonly isSame: boolean;
  readonly snapshot: string;
  readonly nodes: readonly string[];
  readonly packages: number;
}

interface BundleTools {
  readonly uv: Uv;
  readonly python: PythonFacts;
  readonly signal: AbortSignal | undefined;
}

/**
 * Whether a bundle that is whole fits this machine: platform, Python, and last its lock, which asks the indexes.
 *
 * @throws TouchstoneError BUNDLE_REFUSED, INTERRUPTED.
 */
export async function checkBundle({ uv, python, signal }: BundleTools, { bundle, pyproject, lock }: ReadBundle): Promise<void> {
  const misfit = judgeMachine(bundle, python);
  refuse(misfit === undefined ? [] : [misfit]);
  const wanted = { uv, python: python.path, signal };
  const outcome = await interruptible(signal, async () => await checkInScratch(wanted, { pyproject, lock }));
  if (outcome.kind === "failed") throw refused(`its lock does not hold on this machine: ${outcome.message}`);
}

/** @throws TouchstoneError UV_FAILED, SMOKE_FAILED, ENV_DAMAGED, INTERRUPTED and those of the disk. */
export async function buildBundle(
  site: EnvSite,
  { dir, bundle, composition, lock }: ReadBundle,
  { from, configText }: { readonly from: number | null; readonly configText: string },
): Promise<ImportedGeneration> {
  const { home } = site.held;
  const nodes = composition.nodes.map((record) => ({
    record,
    source: { kind: "folder", dir: join(dir, PACKS_FOLDER, record.id) } as const,
  }));
  const { manifest, done } = await buildAndSwitch(site, {
    kind: "import",
    from,
    request: {
      base: from,
      nodeId: null,
      reason: `import of ${bundle.envId.slice(0, SHORT_ID)}`,
      mode: { kind: "locked", lockText: lock },
      truth: composition.truth,
      nodes,
    },
    prepare: async () => (from === null ? await writeFirstFiles(home, configText) : undefined),
  });
  return {
    generation: done.generation,
    envId: done.envId,
    isSame: done.envId === bundle.envId,
    snapshot: done.snapshots.at(-1) ?? "",
    nodes: composition.nodes.map(({ id }) => id),
    packages: manifest.packages.length,
  };
}

/** `sha256:` and twelve digits tell environments apart for people. */
const SHORT_ID = 19;
