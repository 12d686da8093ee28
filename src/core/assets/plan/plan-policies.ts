import { z } from "zod";
import { LoraUse } from "../records/fields.ts";
import { CheckpointPolicy, Policies } from "../records/project.ts";

const { contract, stack, prompt, runtimeSafety, seed } = Policies.shape;

/** The sections of the project's policies that one plan reads, already narrowed to its asset type, checkpoint and entity. */
export const PlanPolicies = z.strictObject({
  contract,
  assetTypeContract: contract,
  stack,
  /** The project's LoRAs for this asset type. */
  projectLoras: z.array(LoraUse),
  checkpoint: CheckpointPolicy.omit({ concurrency: true }),
  prompt,
  runtimeSafety,
  seed,
  /** The spec's entity family, or the one for kinds without an entry. */
  family: z.strictObject({ paletteMaxDistance: z.number() }),
});
export type PlanPolicies = z.infer<typeof PlanPolicies>;
