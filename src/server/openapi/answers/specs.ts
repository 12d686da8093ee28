import { z } from "zod";
import { OUTPUT_KINDS, Spec } from "../../../core/assets/records/spec.ts";
import { PlanDifferenceValue, PlanValue, REFUSAL_CODES } from "./plan.ts";
import { PlaceValue, ProblemValue } from "./values.ts";

export const SpecValue = Spec.describe("What one asset must be");

const ListedSpec = z.strictObject({
  id: z.string(),
  title: z.string(),
  status: Spec.shape.status.unwrap(),
  kind: z.enum(OUTPUT_KINDS),
  checkpoint: z.string().nullable(),
  entity: z.string().nullable(),
  images: z.number().describe("How many it makes"),
  stale: z.boolean().describe("The files have moved on since it was frozen"),
  differences: z.number().describe("How many decisions adopting the files would change"),
  blockers: z.array(z.string()).describe("Why it cannot become ready, by reason code"),
  versionId: z.string().nullable().describe("Its current version"),
});

export const SpecListValue = z.strictObject({
  specs: z.array(ListedSpec),
  broken: z.array(z.strictObject({ id: z.string(), problem: ProblemValue })).describe("Specs that cannot be used"),
});

export const BlockerValue = z
  .strictObject({
    code: z.enum([...REFUSAL_CODES, "not_ready", "deprecated", "not_locked", "stale"]),
    detail: z.string(),
    hint: z.string().describe("The way out"),
  })
  .describe("One thing that stands in a spec's way");

export const SpecShowValue = z.strictObject({
  spec: SpecValue,
  plan: PlanValue,
  stale: z.boolean(),
  unlocked: z.boolean().describe("It says ready but was never frozen"),
  differences: z.array(PlanDifferenceValue).describe("What `spec rebind` would change"),
  blockers: z.array(BlockerValue),
});

export const ValidationValue = z.strictObject({
  ok: z.boolean(),
  files: z.number().describe("How many files were looked at"),
  problems: z.array(ProblemValue),
  warnings: z.array(ProblemValue),
  fixed: z
    .array(z.strictObject({ place: PlaceValue, from: z.string(), to: z.string() }))
    .describe("Spellings that were rewritten"),
});

const NOT_FROZEN = {
  unchanged: z.array(z.string()).describe("Specs that are frozen as the files are"),
  refused: z.array(ProblemValue).describe("Why others were passed over; with `all` only"),
};
const FrozenSpec = z.strictObject({ spec: z.string(), recipeDigest: z.string().nullable() });

export const ReadyValue = z.strictObject({ ready: z.array(FrozenSpec), ...NOT_FROZEN });

export const ReboundValue = z.strictObject({
  rebound: z.array(FrozenSpec.extend({ differences: z.array(PlanDifferenceValue) })),
  ...NOT_FROZEN,
});

export const PlanShowValue = z.strictObject({
  plan: PlanValue,
  stale: z.boolean(),
  other: PlanValue.nullable().describe("The plan on the other checkpoint"),
  differences: z.array(PlanDifferenceValue),
});
