import { effectiveSeed, type SeedRequest } from "../seed/effective-seed.ts";
import { listImages } from "./list-images.ts";
import type { PlanInputs } from "./inputs.ts";
import type { PlannedImage } from "./plan.ts";
import type { PlanSettings } from "./plan-spec.ts";

/** Every image of the plan with its effective seed. */
export function planSeeds({ spec, policies }: PlanInputs, settings: PlanSettings): readonly PlannedImage[] {
  const request: SeedRequest = {
    policy: spec.seed ?? policies.seed,
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
