import { readGenerationManifest } from "../../../adapters/generations/load-generation.ts";
import { assert } from "../../../core/assert.ts";
import type { GenerationManifest } from "../../../core/env/generation/manifest.ts";
import type { Studio } from "../../studio.ts";
import type { Caller } from "../../verb.ts";
import { buildForMove, type BuildingForMove } from "./build-for-move.ts";
import { createTeller } from "../env-teller.ts";
import type { MoveDone } from "./move-plan.ts";
import { planSnapshots, switchGeneration } from "./switch-generation.ts";
import type { HeldEnv } from "../hold/with-env-lock.ts";

/** Where the environment is changed, and who asked for it. */
export interface EnvSite {
  readonly studio: Studio;
  readonly held: HeldEnv;
  readonly caller: Caller;
}

/** A generation that becomes production as soon as it is built. */
interface NewProduction {
  readonly kind: "init" | "import";
  readonly from: number | null;
  readonly request: BuildingForMove["request"];
  /** Writes what else belongs to it, before the pointer moves. */
  prepare(): Promise<void>;
}

/**
 * Builds a generation, and points there. Both are one intent: a kill in between leaves what was before.
 *
 * @throws TouchstoneError RESOLUTION_CONFLICT, UV_FAILED, SMOKE_FAILED, GIT_FAILED, ENV_DAMAGED, INTERRUPTED and those of the disk.
 */
export async function buildAndSwitch(
  { studio, held, caller }: EnvSite,
  { kind, from, request, ...wanted }: NewProduction,
): Promise<{ readonly manifest: GenerationManifest; readonly done: MoveDone }> {
  const facts = { kind, from, snapshots: await planSnapshots(studio, held.home, kind) };
  const intent = await buildForMove(studio, held, {
    facts,
    request,
    onStep: (step) => caller.onStep?.(step),
    signal: caller.signal,
  });
  await wanted.prepare();
  const tell = createTeller((step) => caller.onStep?.(step), ["switching", "pruning"]);
  const switching = { intent, tx: null, isTested: from !== null, tell, signal: caller.signal };
  const done = await switchGeneration(studio, held, switching);
  const manifest = await readGenerationManifest(held.home, done.generation);
  assert(manifest !== null, "a generation that was pointed to is complete");
  return { manifest, done };
}
