import { z } from "zod";
import { LoraUse, PromptText, SidePx, Slug, TagId } from "./fields.ts";
import { ContractFields } from "./contract.ts";

/** How effective seeds come about (contracts section 3.2). */
export const SeedPolicy = z
  .strictObject({
    mode: z.enum(["fixed", "derived", "random_recorded"]).default("derived").describe("Where seeds come from"),
    baseSeed: z.int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe("The number of a `fixed` seed"),
    deriveFrom: z
      .array(z.enum(["specId", "assetType", "checkpointId", "entityId"]))
      .max(4)
      .default(["specId"])
      .describe("What a `derived` seed is computed from"),
    hashAlgo: z.enum(["fnv1a32", "sha256"]).default("fnv1a32").describe("The hash; fnv1a32 gives 32 bits, sha256 53"),
  })
  .refine((seed) => (seed.mode === "fixed") === (seed.baseSeed !== undefined), {
    message: "`baseSeed` goes with mode `fixed`, and only with it",
    path: ["baseSeed"],
  });
export type SeedPolicy = z.infer<typeof SeedPolicy>;

export const OUTPUT_KINDS = ["single_image", "animation", "ui_states", "logo_set", "tileset"] as const;
export type OutputKind = (typeof OUTPUT_KINDS)[number];

/** The list that each output kind is made of, and how its parts are named. */
export const PARTS_BY_KIND = {
  single_image: null,
  animation: { field: "frames", prefix: "frame" },
  ui_states: { field: "states", prefix: "state" },
  logo_set: { field: "marks", prefix: "mark" },
  tileset: { field: "tiles", prefix: "tile" },
} as const satisfies Record<OutputKind, { field: "frames" | "states" | "marks" | "tiles"; prefix: string } | null>;

const PART_FIELDS = ["frames", "states", "tiles", "marks"] as const;

const Output = z
  .strictObject({
    kind: z.enum(OUTPUT_KINDS).describe("What the asset consists of"),
    width: SidePx.optional().describe("Width of each image in pixels; default: the checkpoint's"),
    height: SidePx.optional().describe("Height of each image in pixels; default: the checkpoint's"),
    frames: z.int().min(1).max(256).optional().describe("Number of frames (animation)"),
    states: z.array(Slug).min(1).max(64).optional().describe("Names of the states (ui_states)"),
    tiles: z.array(Slug).min(1).max(256).optional().describe("Names of the tiles (tileset)"),
    marks: z.array(Slug).min(1).max(32).optional().describe("Names of the marks (logo_set)"),
    variants: z.int().min(1).max(64).default(1).describe("How many takes of the whole"),
  })
  .superRefine((output, context) => {
    const needed = PARTS_BY_KIND[output.kind]?.field;
    for (const field of PART_FIELDS) {
      const present = output[field] !== undefined;
      if (present === (field === needed)) continue;
      const message = present
        ? `\`${field}\` does not go with kind \`${output.kind}\``
        : `kind \`${output.kind}\` needs \`${field}\``;
      context.addIssue({ code: "custom", path: [field], message });
    }
    for (const field of ["states", "tiles", "marks"] as const) {
      const names = output[field] ?? [];
      if (new Set(names).size === names.length) continue;
      context.addIssue({ code: "custom", path: [field], message: `\`${field}\` names one part twice` });
    }
  });
export type Output = z.infer<typeof Output>;

/** What one asset must be (`specs/<id>.yaml`). */
export const Spec = z
  .strictObject({
    id: Slug.describe("Id of the spec; equals the file name"),
    title: z.string().min(1).max(200).describe("Name for people; decides nothing"),
    assetType: Slug.describe("Type of asset, e.g. `ui_icon`; policies speak of types"),
    tags: z.array(TagId).max(50).default([]).describe("Tags, in the author's order"),
    status: z.enum(["draft", "ready", "deprecated"]).default("draft").describe("Whether it may be made"),
    checkpoint: Slug.optional().describe("The base model; required for ready"),
    profile: Slug.optional().describe("The prompt dialect; default: the checkpoint's default profile"),
    baseline: Slug.optional().describe("The baseline; default: the checkpoint's default baseline"),
    loras: z.array(LoraUse).max(20).optional().describe("LoRAs of this spec, in the project layer"),
    loraPolicy: z
      .strictObject({
        mode: z
          .enum(["manual", "baseline_then_project", "project_then_baseline", "baseline_only", "project_only"])
          .default("baseline_then_project")
          .describe("Which stack layers are used; `manual` takes the spec's own LoRAs alone"),
        preferRecommended: z.boolean().default(false).describe("Whether LoRAs recommended for the tags enter the project layer"),
        maxActiveLoras: z.int().min(0).max(50).optional().describe("Largest number of LoRAs in the stack"),
        releasePolicy: z
          .enum(["active_or_latest_approved", "active_only"])
          .default("active_or_latest_approved")
          .describe("Which release of a LoRA is taken"),
      })
      .prefault({})
      .describe("How the stack is built"),
    style: z
      .strictObject({
        mode: z
          .enum(["inherit_project", "lock_to_spec_style", "lock_to_anchor_set"])
          .default("inherit_project")
          .describe("What the style is matched to"),
        anchorRefs: z
          .array(z.string().min(1).max(1024))
          .max(16)
          .default([])
          .describe("Reference images: version ids or files of the project"),
      })
      .prefault({})
      .describe("Style anchors; a missing one blocks"),
    contract: ContractFields.prefault({}).describe("Demands on the output"),
    entityLink: z
      .strictObject({
        entity: Slug.describe("The entity this asset shows"),
        role: z.enum(["animation", "pickup_icon", "portrait", "ui_card"]).describe("What the asset is to the entity"),
      })
      .optional()
      .describe("The family of assets it belongs to"),
    prompt: PromptText.prefault({}).describe("What to draw, in words"),
    promptPolicy: z
      .strictObject({
        compileMode: z
          .enum(["checkpoint_profile_default", "spec_override"])
          .default("checkpoint_profile_default")
          .describe("Whether the spec's prompt joins the other layers or replaces the allowed ones"),
        tagOrderMode: z.enum(["checkpoint_default", "explicit"]).default("checkpoint_default").describe("Whose tag order counts"),
        tagOrder: z.array(z.string().max(129)).max(100).default([]).describe("The explicit order: tags or whole groups"),
        preset: Slug.optional().describe("A preset of the profile"),
      })
      .prefault({})
      .describe("How the prompt is compiled"),
    seed: SeedPolicy.optional().describe("Seeds; default: the project's `policies.seed`"),
    output: Output.describe("What is produced"),
    workflow: Slug.optional().describe("A ComfyUI workflow; without one the built-in renderer draws"),
    pin: z
      .strictObject({
        profile: Slug.describe("The profile chosen when the spec became ready"),
        profileVersion: z.int().min(1).describe("Its version"),
        at: z.int().min(0).describe("When, in epoch ms"),
      })
      .optional()
      .describe("Written by `ready` and `rebind`; outside the spec's digest"),
  })
  .refine((spec) => spec.status !== "ready" || spec.checkpoint !== undefined, {
    message: "a ready spec needs a `checkpoint`",
    path: ["checkpoint"],
  });
export type Spec = z.infer<typeof Spec>;
