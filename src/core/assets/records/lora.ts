import { z } from "zod";
import { FileDigest, LoraUse, RelativePath, Slug, TagId, Weight } from "./fields.ts";
import { ContractFields } from "./contract.ts";

const Release = z.strictObject({
  version: z.int().min(1).max(9999).describe("Version; the highest usable one is the latest"),
  status: z.enum(["candidate", "active", "approved", "retired"]).describe("Where the release stands"),
  file: RelativePath.describe("File inside the renderer's LoRA folder"),
  sha256: FileDigest.describe("SHA-256 of the file"),
});

/** A small model that adjusts a checkpoint (`loras/<id>.yaml`). */
export const Lora = z
  .strictObject({
    id: Slug.describe("Id of the LoRA; equals the file name"),
    scope: z.enum(["baseline", "project", "tag", "entity"]).describe("The stack layer it is made for"),
    file: RelativePath.optional().describe("File inside the renderer's LoRA folder, when there are no releases"),
    sha256: FileDigest.optional().describe("SHA-256 of `file`"),
    checkpoints: z.array(Slug).min(1).max(100).describe("Checkpoints it fits"),
    assetTypes: z.array(Slug).max(200).default([]).describe("Asset types it fits; empty means all"),
    weight: z
      .strictObject({
        default: Weight.default(1).describe("Strength when none is given"),
        min: Weight.default(0).describe("Smallest allowed strength"),
        max: Weight.default(2).describe("Largest allowed strength"),
      })
      .prefault({})
      .refine((weight) => weight.min <= weight.default && weight.default <= weight.max, {
        message: "needs min <= default <= max",
      })
      .describe("Allowed strengths"),
    triggerWords: z
      .array(z.string().min(1).max(200))
      .max(50)
      .default([])
      .describe("Words that switch it on; they enter the prompt"),
    recommendedFor: z.array(TagId).max(200).default([]).describe("Tags it is good for"),
    releases: z.array(Release).max(500).default([]).describe("Trained versions"),
  })
  .refine((lora) => lora.releases.length === 0 || (lora.file === undefined && lora.sha256 === undefined), {
    message: "`file` and `sha256` belong to each release when there are `releases`",
    path: ["file"],
  })
  .refine((lora) => lora.releases.length > 0 || (lora.file !== undefined && lora.sha256 !== undefined), {
    message: "a LoRA needs `file` and `sha256`, or `releases`",
    path: ["file"],
  })
  .superRefine((lora, context) => {
    const versions = lora.releases.map((release) => release.version);
    for (const [index, version] of versions.entries()) {
      if (versions.indexOf(version) === index) continue;
      const message = `version \`${version}\` is released twice`;
      context.addIssue({ code: "custom", path: ["releases", index, "version"], message });
    }
  });
export type Lora = z.infer<typeof Lora>;

/** A quality and cohesion package bound to one checkpoint (`baselines/<id>.yaml`). */
export const Baseline = z.strictObject({
  id: Slug.describe("Id of the baseline; equals the file name"),
  version: z.int().min(1).max(9999).default(1).describe("Version, for people and for the prompt trace"),
  checkpointId: Slug.describe("The only checkpoint it may be applied to"),
  profile: Slug.optional().describe("The profile it was tuned with; another one blocks the plan"),
  loras: z.array(LoraUse).max(50).default([]).describe("The baseline layer of the stack, in order"),
  limits: z
    .strictObject({ stack: z.int().min(0).max(50).optional().describe("Largest number of LoRAs in the whole stack") })
    .prefault({})
    .describe("Limits of this package"),
  promptHints: z
    .strictObject({
      positive: z.array(z.string().min(1).max(2000)).max(100).default([]).describe("Fragments added to the prompt"),
      negative: z.array(z.string().min(1).max(2000)).max(100).default([]).describe("Fragments added to the negative prompt"),
    })
    .prefault({})
    .describe("Prompt fragments of the baseline layer"),
  contract: ContractFields.prefault({}).describe("Demands on every output"),
  assetTypes: z
    .record(
      Slug,
      z.strictObject({
        promptHints: z
          .strictObject({
            positive: z.array(z.string().min(1).max(2000)).max(100).default([]).describe("Fragments for this asset type"),
            negative: z
              .array(z.string().min(1).max(2000))
              .max(100)
              .default([])
              .describe("Negative fragments for this asset type"),
          })
          .prefault({})
          .describe("Prompt fragments for one asset type"),
        contract: ContractFields.prefault({}).describe("Demands on one asset type"),
      }),
    )
    .default({})
    .describe("What differs by asset type"),
});
export type Baseline = z.infer<typeof Baseline>;
