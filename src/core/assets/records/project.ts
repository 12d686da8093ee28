import { z } from "zod";
import { LoraUse, Slug, Weight } from "./fields.ts";
import { ContractFields } from "./contract.ts";
import { SeedPolicy } from "./spec.ts";
import { TrialPolicy } from "../../trials/settings.ts";

/** Prompt layers in reading order (contracts section 3.1). */
export const PROMPT_LAYERS = [
  "checkpoint_base",
  "checkpoint_asset_type",
  "baseline_hints",
  "tag_prompt_map",
  "spec_prompt",
  "spec_override",
  "runtime_safety",
] as const;
export type PromptLayer = (typeof PROMPT_LAYERS)[number];

/** Stack layers in resolution order. */
export const STACK_LAYERS = ["baseline", "project", "tag", "entity"] as const;
export type StackLayer = (typeof STACK_LAYERS)[number];

/** Where a verdict may send a version. */
export const ROUTES = ["auto_advance", "auto_regenerate", "reject", "manual_review_queue", "exception_inbox"] as const;
export type Route = (typeof ROUTES)[number];
const RouteSchema = z.enum(ROUTES);

/** Failure classes of work (contracts section 7). */
export const FAILURE_CLASSES = [
  "retryable",
  "timeout",
  "upstream_unavailable",
  "upstream_malformed",
  "resource_exhausted",
  "non_retryable",
  "policy",
] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

const Cap = z.int().min(0).max(50);
const WeightRange = z
  .strictObject({ min: Weight.describe("Smallest strength"), max: Weight.describe("Largest strength") })
  .refine((range) => range.min <= range.max, { message: "needs min <= max" });

/** Retry settings as written; a missing field falls back to the enclosing setting (contracts section 7). */
export const RetryOverride = z.strictObject({
  maxAttempts: z.int().min(1).max(100).optional().describe("Attempts at one job, and jobs in one regeneration chain"),
  backoffMode: z.enum(["fixed", "exponential"]).optional().describe("How the delay grows"),
  baseDelayMs: z.int().min(100).max(3_600_000).optional().describe("First delay in ms; at least 100"),
  maxDelayMs: z.int().min(100).max(86_400_000).optional().describe("Largest delay in ms"),
  jitterPct: z.number().min(0).max(100).optional().describe("Random share of the delay, in percent"),
  retryOn: z.array(z.enum(FAILURE_CLASSES)).optional().describe("Failure classes worth another attempt"),
  escalateTo: z.enum(["manual_review_queue", "exception_inbox", "reject"]).optional().describe("Where exhausted work goes"),
});
export type RetryOverride = z.infer<typeof RetryOverride>;

/** The retry policy that holds where the project says nothing. */
export const DEFAULT_RETRY = {
  maxAttempts: 3,
  backoffMode: "exponential",
  baseDelayMs: 2_000,
  maxDelayMs: 60_000,
  jitterPct: 15,
  retryOn: ["retryable", "timeout", "upstream_unavailable", "upstream_malformed", "resource_exhausted"],
  escalateTo: "exception_inbox",
} as const satisfies Required<RetryOverride>;

/** Settings of one checkpoint. */
export const CheckpointPolicy = z.strictObject({
  defaultProfile: Slug.optional().describe("Profile for specs that name none; default: the only one there is"),
  allowedBaselines: z.array(Slug).optional().describe("Baselines that may be used; default: all of the checkpoint"),
  defaultBaseline: Slug.optional().describe("Baseline for specs that name none; default: none"),
  concurrency: z.int().min(1).max(64).optional().describe("Renders at once with this checkpoint; default: no cap"),
});

/** Rules of a project. Every section is optional; what is left out has the default named here. */
export const Policies = z.strictObject({
  contract: ContractFields.prefault({}).describe("Demands on every asset (project layer)"),
  assetTypes: z
    .record(Slug, z.strictObject({ contract: ContractFields.prefault({}).describe("Demands on this asset type") }))
    .default({})
    .describe("What differs by asset type"),
  stack: z
    .strictObject({
      caps: z
        .strictObject({
          baseline: Cap.default(4).describe("LoRAs in the baseline layer"),
          project: Cap.default(4).describe("LoRAs in the project layer"),
          tag: Cap.default(4).describe("LoRAs in the tag layer"),
          entity: Cap.default(2).describe("LoRAs in the entity layer"),
          total: Cap.default(8).describe("LoRAs in the whole stack"),
        })
        .prefault({})
        .describe("Largest number of LoRAs"),
      weight: z
        .strictObject({
          baseline: WeightRange.optional().describe("Strengths in the baseline layer"),
          project: WeightRange.optional().describe("Strengths in the project layer"),
          tag: WeightRange.optional().describe("Strengths in the tag layer"),
          entity: WeightRange.optional().describe("Strengths in the entity layer"),
        })
        .prefault({})
        .describe("Allowed strengths by layer"),
      incompatible: z
        .array(z.tuple([Slug, Slug, z.string().min(1).max(500)]))
        .max(1000)
        .default([])
        .describe("Pairs of LoRAs that must not meet, with the reason"),
    })
    .prefault({})
    .describe("Limits of every stack"),
  projectLoras: z
    .array(LoraUse.extend({ assetTypes: z.array(Slug).optional().describe("Only for these asset types") }))
    .max(50)
    .default([])
    .describe("The project layer of every stack, in order"),
  checkpoints: z.record(Slug, CheckpointPolicy).default({}).describe("Settings by checkpoint"),
  prompt: z
    .strictObject({
      allowSpecOverride: z
        .array(z.enum(["checkpoint_base", "checkpoint_asset_type", "baseline_hints", "tag_prompt_map", "spec_prompt"]))
        .default([])
        .describe("Prompt layers that a spec's override may replace"),
    })
    .prefault({})
    .describe("Rules of prompt compiling"),
  runtimeSafety: z
    .strictObject({
      enabled: z.boolean().default(false).describe("Whether the safety layer is added"),
      positive: z.array(z.string().min(1).max(2000)).max(50).default([]).describe("Fragments always added"),
      negative: z.array(z.string().min(1).max(2000)).max(50).default([]).describe("Negative fragments always added"),
    })
    .prefault({})
    .describe("The last prompt layer; nothing displaces it"),
  seed: SeedPolicy.prefault({}).describe("Seeds of specs that say nothing"),
  routing: z
    .strictObject({
      onPass: RouteSchema.default("auto_advance").describe("Where a pass goes"),
      onFail: RouteSchema.default("auto_regenerate").describe("Where a fail goes"),
      onUncertain: RouteSchema.default("manual_review_queue").describe("Where uncertain and unchecked go"),
      perCheck: z.record(Slug, RouteSchema).default({}).describe("Where a failure of one check goes instead"),
    })
    .prefault({})
    .describe("Where verdicts send a version"),
  retry: RetryOverride.extend({
    perJobType: z
      .strictObject({
        make: RetryOverride.optional().describe("For first-time jobs"),
        regenerate: RetryOverride.optional().describe("For regeneration jobs"),
      })
      .prefault({})
      .describe("What differs by type of job"),
    perCheck: z.record(Slug, RetryOverride).default({}).describe("What differs when this check failed"),
  })
    .prefault({})
    .describe("Retries, backoff and escalation"),
  concurrency: z
    .strictObject({
      project: z.int().min(1).max(256).default(8).describe("Renders at once in the project"),
      perBackend: z.int().min(1).max(64).default(4).describe("Renders at once on one renderer"),
    })
    .prefault({})
    .describe("How much runs at once"),
  priority: z
    .strictObject({
      interactive: z.int().min(0).max(1000).default(300).describe("A person waits or looks"),
      review: z.int().min(0).max(1000).default(200).describe("Work that a review asked for"),
      normal: z.int().min(0).max(1000).default(100).describe("Everything else"),
      automation: z.int().min(0).max(1000).default(0).describe("Work that rules started"),
    })
    .prefault({})
    .describe("Scheduling weight by kind of request"),
  feedback: z
    .strictObject({
      pollingFallbackMs: z
        .int()
        .min(250)
        .max(60_000)
        .default(2000)
        .describe("How often a screen that cannot use the event stream asks for news instead, ms"),
    })
    .prefault({})
    .describe("How screens hear of what happens"),
  entities: z
    .strictObject({
      default: z
        .strictObject({
          paletteMaxDistance: z.number().min(0).max(1).default(0.35).describe("Largest palette distance in a family"),
        })
        .prefault({})
        .describe("For kinds without an entry"),
      families: z
        .record(
          Slug,
          z.strictObject({ paletteMaxDistance: z.number().min(0).max(1).describe("Largest palette distance in such a family") }),
        )
        .default({})
        .describe("By entity kind"),
    })
    .prefault({})
    .describe("How alike a family's images must be"),
  trials: TrialPolicy.prefault({}).describe("Providers, prices and privacy of trials"),
});
export type Policies = z.infer<typeof Policies>;

/** The project file (`touchstone.yaml`). */
export const Project = z.strictObject({
  id: Slug.describe("Id of the project"),
  title: z.string().min(1).max(200).describe("Name for people"),
  policies: Policies.prefault({}).describe("Rules of the project"),
});
export type Project = z.infer<typeof Project>;
