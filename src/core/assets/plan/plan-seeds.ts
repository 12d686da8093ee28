import { effectiveSeed, type SeedRequest } from "../seed/effective-seed.ts";
import type { SeedPolicy } from "../records/spec.ts";
import { listImages } from "./list-images.ts";
import type { PlanInputs } from "./inputs.ts";
import type { Adjustment, PlannedImage } from "./plan.ts";

/** What decides seeds beside the authored inputs. */
export interface SeedSettings {
  /** The number drawn at `make` for `random_recorded` seeds; null before, and for other modes. */
  readonly drawnSeed: number | null;
  readonly adjustments: readonly Adjustment[];
}

/** The seed policy in force: the spec's own, else the project's. */
export function seedPolicyOf({ spec, policies }: PlanInputs): SeedPolicy {
  return spec.seed ?? policies.seed;
}

/** Every image of the plan with its effective seed. */
export function planSeeds(inputs: PlanInputs, settings: SeedSettings): readonly PlannedImage[] {
  const { spec } = inputs;
  const request: SeedRequest = {
    policy: seedPolicyOf(inputs),
    sources: {
      specId: spec.id,
      assetType: spec.assetType,
      checkpointId: spec.checkpoint ?? null,
      entityId: spec.entityLink?.entity ?? null,
    },
    advance: settings.adjustments.reduce((sum, adjustment) => sum + adjustment.by, 0),
    drawn: settings.drawnSeed,
  };
  return listImages(spec.output).map((image) => ({ ...image, seed: effectiveSeed(request, image) }));
}
