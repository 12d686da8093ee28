import { z } from "zod";
import type { ReasonCode, RefusalCode } from "../../../core/assets/plan/reason-code.ts";
import { Background, ContractFields } from "../../../core/assets/records/contract.ts";
import { PROMPT_LAYERS, STACK_LAYERS } from "../../../core/assets/records/project.ts";
import { OUTPUT_KINDS } from "../../../core/assets/records/spec.ts";
import { FragmentPosition } from "../../../core/assets/records/tag.ts";
import { DigestValue } from "./values.ts";

/** Complete by its type: a code that is missing here does not compile. */
const REFUSALS = {
  missing_checkpoint: 0,
  unknown_checkpoint: 0,
  unsupported_asset_type: 0,
  output_too_large: 0,
  missing_profile: 0,
  unknown_profile: 0,
  incompatible_checkpoint: 0,
  unknown_preset: 0,
  unknown_baseline: 0,
  baseline_not_allowed: 0,
  incompatible_profile: 0,
  unknown_tag: 0,
  unmapped_tag: 0,
  unknown_entity: 0,
  missing_anchor: 0,
  unknown_workflow: 0,
  missing_weights: 0,
  unknown_lora: 0,
  incompatible_asset_type: 0,
  wrong_layer: 0,
  weight_out_of_bounds: 0,
  no_eligible_release: 0,
  incompatible_pair: 0,
  layer_cap: 0,
  stack_cap: 0,
  contract_loosened: 0,
  contract_contradiction: 0,
  unreadable_workflow: 0,
  invalid_binding: 0,
  missing_binding: 0,
  seed_not_bound: 0,
  images_alike: 0,
  invalid_output_node: 0,
  missing_lora_place: 0,
  missing_reference: 0,
  missing_vae: 0,
} satisfies Record<RefusalCode, 0>;

const OTHER_REASONS = {
  named: 0,
  anchor: 0,
  fits: 0,
  not_chosen: 0,
  layer_not_used: 0,
  already_in_stack: 0,
  override_not_allowed: 0,
  order_not_explicit: 0,
  no_entity: 0,
} satisfies Record<Exclude<ReasonCode, RefusalCode>, 0>;

export const REFUSAL_CODES = Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]];
const REASON_CODES = [...(Object.keys(OTHER_REASONS) as Exclude<ReasonCode, RefusalCode>[]), ...REFUSAL_CODES] as const;

const StackLayer = z.enum(STACK_LAYERS).describe("Layer of the stack");

const StackEntry = z
  .strictObject({
    layer: StackLayer,
    lora: z.string(),
    version: z.number().nullable().describe("Release; null for a LoRA without releases"),
    weight: z.number(),
    file: z.string(),
    sha256: z.string(),
    why: z.string().describe("Reason in words"),
  })
  .describe("One LoRA of the stack, in order of application");

const SUBJECTS = [
  "spec",
  "checkpoint",
  "lora",
  "baseline",
  "profile",
  "preset",
  "tag",
  "contract",
  "workflow",
  "entity",
  "reference",
  "seed",
] as const;

export const ConsideredValue = z
  .strictObject({
    kind: z.enum(SUBJECTS),
    id: z.string(),
    layer: StackLayer.nullable(),
    reasonCode: z.enum(REASON_CODES).describe("Stable reason"),
    detail: z.string().describe("One sentence"),
  })
  .describe("One candidate that was considered, and what became of it");

const CONTRACT_LAYERS = [
  "output",
  "baseline",
  "baseline_asset_type",
  "project_asset_type",
  "project",
  "spec",
  "tag",
  "entity",
] as const;

const contract = ContractFields.shape;
const demand = <T extends z.ZodType>(field: z.ZodOptional<T>) =>
  z
    .strictObject({ value: field.unwrap(), layer: z.enum(CONTRACT_LAYERS), recordId: z.string() })
    .describe("A demand, with the layer and record that set it")
    .exactOptional();

const PlanContract = z
  .strictObject({
    background: demand(contract.background),
    requiredStates: demand(contract.requiredStates),
    frames: demand(contract.frames),
    size: demand(contract.size),
    alignmentTolerancePx: demand(contract.alignmentTolerancePx),
    perspective: demand(contract.perspective),
    silhouetteDriftTolerance: demand(contract.silhouetteDriftTolerance),
    marginPx: demand(contract.marginPx),
    palette: demand(contract.palette),
    tileable: demand(contract.tileable),
    noDropShadow: demand(contract.noDropShadow),
    maxColors: demand(contract.maxColors),
  })
  .describe("The demands on the output");

const Fragment = z
  .strictObject({
    layer: z.enum(PROMPT_LAYERS).describe("Layer of the prompt"),
    recordId: z.string(),
    recordVersion: z.number().nullable(),
    polarity: z.enum(["positive", "negative"]),
    text: z.string(),
    weight: z.number(),
    position: FragmentPosition,
    order: z.number().nullable().describe("Place in the final text, from 0; null when it is not in it"),
    duplicateOf: z.number().describe("Order of the earlier fragment with this text").exactOptional(),
    displaced: z.literal(true).describe("The spec's override displaced it").exactOptional(),
  })
  .describe("One piece of the prompt, with where it came from");

const Parameters = z.strictObject({
  sampler: z.string(),
  scheduler: z.string(),
  steps: z.number(),
  cfg: z.number(),
  clipSkip: z.number(),
  width: z.number().describe("Pixels"),
  height: z.number().describe("Pixels"),
});

const Drawing = z
  .strictObject({
    assetType: z.string(),
    kind: z.enum(OUTPUT_KINDS),
    tags: z.array(z.string()),
    palette: z.array(z.string()).describe("Colours to keep to; empty when the contract names none"),
    background: Background.extract(["transparent", "white", "opaque"]),
    marginPx: z.number(),
    tileable: z.boolean(),
    maxColors: z.number().nullable(),
    familySeed: z.number().nullable().describe("Shared by all assets of one entity"),
  })
  .describe("What only the built-in renderer reads");

const Versioned = z.strictObject({ id: z.string(), version: z.number() });

export const PlanValue = z
  .strictObject({
    spec: z.string(),
    specDigest: DigestValue,
    inputsDigest: DigestValue,
    checkpoint: z.strictObject({ id: z.string(), family: z.string() }).nullable(),
    profile: Versioned.nullable(),
    baseline: Versioned.nullable(),
    stack: z.array(StackEntry),
    explanation: z.strictObject({
      chosen: z.array(ConsideredValue),
      skipped: z.array(ConsideredValue),
      blocked: z.array(ConsideredValue).describe("Not empty: there is no plan, and these are the reasons"),
    }),
    contract: PlanContract,
    prompt: z
      .strictObject({ positive: z.string(), negative: z.string(), trace: z.array(Fragment), packageHash: DigestValue })
      .nullable(),
    images: z.array(
      z.strictObject({
        variant: z.number(),
        part: z.string().nullable(),
        seed: z.number().nullable().describe("Null only while random seeds are not drawn"),
      }),
    ),
    drawnSeed: z.number().nullable(),
    parameters: Parameters.nullable(),
    references: z.array(z.strictObject({ ref: z.string(), pixelSha256: z.string() })),
    adjustments: z.array(z.strictObject({ kind: z.literal("seed_advance"), by: z.number() })),
    renderer: z.enum(["builtin", "comfyui"]),
    drawing: Drawing.nullable(),
    workflowDigest: DigestValue.nullable(),
    renderDigest: DigestValue.nullable().describe("Null when the plan is blocked"),
    recipeDigest: DigestValue.nullable().describe("Null when the plan is blocked, or seeds are not drawn yet"),
    rulesVersion: z.number(),
  })
  .describe("Everything decided before a pixel is made");

export const PlanDifferenceValue = z
  .strictObject({ decision: z.string(), before: z.unknown(), after: z.unknown() })
  .describe("One decision that differs between two plans; null where a plan has none");
