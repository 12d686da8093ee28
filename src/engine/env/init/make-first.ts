import { join } from "node:path";
import { readText } from "../../../adapters/generations/records.ts";
import type { Composition } from "../../../core/env/change/composition.ts";
import { type FirstWishes, firstTruth, pinCore } from "../../../core/env/change/first-truth.ts";
import { packageOfPin } from "../../../core/env/change/pins.ts";
import { readRequirements } from "../../../core/env/requirement/read-requirements.ts";
import type { Truth } from "../../../core/env/truth/truth.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { type Adoption, adoptPacks } from "./adopt-packs.ts";
import { buildAndSwitch, type EnvSite } from "../move/build-and-switch.ts";
import { BUILD_HINTS } from "../build/build-hints.ts";
import type { First } from "./check-first.ts";
import { conflictError } from "../build/conflict-error.ts";
import { createTeller } from "../env-teller.ts";
import { writeFirstFiles } from "./first-files.ts";
import { interruptible } from "../interruptible.ts";
import { requireTaken } from "../tx/refusal.ts";
import { inScratch, lockInScratch } from "../build/scratch-lock.ts";

/** A first generation, as it became production. */
export interface FirstGeneration {
  readonly generation: number;
  readonly envId: string;
  readonly snapshot: string;
  readonly comfyuiDir: string;
  /** E.g. `3.11.7`. */
  readonly python: string;
  /** How many packages are installed. */
  readonly packages: number;
  /** Core packages that were pinned, e.g. `torch==2.5.1`, sorted. */
  readonly core: readonly string[];
  /** Node packs that were taken over, sorted by id; `copied` where they have no clean repository to be fetched from. */
  readonly adopted: readonly {
    readonly id: string;
    readonly commit: string | null;
    readonly copied: boolean;
    readonly notes: readonly string[];
  }[];
  readonly skipped: readonly string[];
}

/** What a person says of it. */
type Wishes = FirstWishes & { readonly skipNodes: readonly string[] };

/**
 * Makes generation 1 of a ComfyUI folder: resolves once, pins core to what came of it, and builds what resolves with that.
 *
 * @throws TouchstoneError REQUIREMENT_REFUSED, INPUT_INVALID, RESOLUTION_CONFLICT, UV_FAILED, SMOKE_FAILED, GIT_FAILED, INTERRUPTED and
 *         those of the disk.
 */
export async function makeFirst(site: EnvSite, first: First, wishes: Wishes): Promise<FirstGeneration> {
  const { home, config } = site.held;
  const { comfyuiDir, git } = first;
  const tell = createTeller((step) => site.caller.onStep?.(step), ["reading", "locking"]);
  return await inScratch(async (scratch) => {
    tell("reading");
    const core = await readCore(comfyuiDir);
    const adoption = await adoptPacks({ git, home, comfyuiDir, scratch, signal: site.caller.signal }, wishes.skipNodes);
    tell("locking");
    const nodes = adoption.packs.map(({ record }) => record);
    const { version: pythonVersion, markers } = first.python;
    const loose = firstTruth(wishes, { pythonVersion, markers, core, nodes });
    const { truth, lockText } = await interruptible(
      site.caller.signal,
      async () => await pinned(site, first, { truth: loose, nodes }),
    );
    const made = await buildAndSwitch(site, {
      kind: "init",
      from: null,
      request: {
        base: null,
        nodeId: null,
        reason: "init",
        mode: { kind: "lock", preferLock: lockText },
        truth,
        nodes: adoption.packs,
      },
      prepare: async () => await writeFirstFiles(home, first.configText),
    });
    return answerOf(first, adoption, { ...made, core: coreOf(truth, config.policy.core_packages) });
  });
}

const CONFLICT_HINT = "Leave a node pack out with `--skip-node ID`; see docs/guides/environment.md#conflicts";

/** What ComfyUI itself needs. A folder without the file needs nothing. */
async function readCore(comfyuiDir: string): Promise<readonly string[]> {
  const file = "requirements.txt";
  const text = await readText(join(comfyuiDir, file));
  if (text === null) return [];
  const { requirements, refused } = readRequirements({ file, text });
  requireTaken("comfyui", refused);
  return requirements.map((requirement) => requirement.text);
}

/** The truth with its core pinned, and the lock whose versions it was pinned to. */
async function pinned({ studio, held, caller }: EnvSite, { uv, python }: First, { truth, nodes }: Composition) {
  const { core_packages: corePackages } = held.config.policy;
  const about = {
    txid: "",
    nodeId: null,
    nowMs: studio.nowMs(),
    baseLock: null,
    corePackages,
    nodeIds: nodes.map(({ id }) => id),
  };
  const outcome = await lockInScratch({ uv, python: python.path, truth, preferLock: null, signal: caller.signal, about });
  if (outcome.kind === "failed") throw new TouchstoneError("UV_FAILED", outcome.message, { hint: BUILD_HINTS.UV_FAILED });
  if (outcome.kind === "conflict") throw conflictError(outcome.conflict, CONFLICT_HINT);
  return { truth: { ...truth, core: pinCore(truth.core, outcome.lock, corePackages) }, lockText: outcome.lockText };
}

function coreOf({ core }: Truth, corePackages: readonly string[]): readonly string[] {
  const names = new Set(corePackages.map(packageOfPin));
  return core.filter((requirement) => names.has(packageOfPin(requirement)));
}

function answerOf(
  { comfyuiDir }: First,
  { packs, skipped }: Adoption,
  { manifest, done, core }: Awaited<ReturnType<typeof buildAndSwitch>> & { readonly core: readonly string[] },
): FirstGeneration {
  return {
    generation: done.generation,
    envId: done.envId,
    snapshot: done.snapshots[0] ?? "",
    comfyuiDir,
    python: manifest.python.version,
    packages: manifest.packages.length,
    core,
    adopted: packs.map(({ record, source, notes }) => ({
      id: record.id,
      commit: record.commit,
      copied: source.kind === "folder",
      notes,
    })),
    skipped,
  };
}
