import { z } from "zod";
import { FileDigest, PromptText, RelativePath, SidePx, Slug } from "./fields.ts";

const Weights = z.strictObject({
  path: RelativePath.optional().describe("File inside the renderer's model folder"),
  uri: z.url().max(2048).optional().describe("Where the file can be fetched from"),
  sha256: FileDigest.describe("SHA-256 of the file"),
});

const isSafetensors = (weights: { path?: string | undefined; uri?: string | undefined }): boolean =>
  [weights.path, weights.uri].every((name) => name === undefined || name.endsWith(".safetensors"));

/** A base model (`checkpoints/<id>.yaml`). */
export const Checkpoint = z.strictObject({
  id: Slug.describe("Id of the checkpoint; equals the file name"),
  title: z.string().min(1).max(200).describe("Name for people"),
  family: Slug.describe("Model family; the built-in renderer takes its style from it"),
  weights: Weights.refine((weights) => (weights.path === undefined) !== (weights.uri === undefined), {
    message: "needs exactly one of `path` and `uri`",
  })
    .refine(isSafetensors, { message: "only `.safetensors` weights are accepted: other formats can run code when loaded" })
    .optional()
    .describe("The model file; required when a spec uses a workflow"),
  vae: Weights.refine(isSafetensors, {
    message: "only `.safetensors` files are accepted: other formats can run code when loaded",
  })
    .optional()
    .describe("A separate VAE file"),
  supportedAssetTypes: z.array(Slug).min(1).max(200).describe("Asset types this model can make"),
  defaults: z
    .strictObject({
      sampler: Slug.default("euler").describe("Sampler name"),
      scheduler: Slug.default("normal").describe("Noise schedule"),
      steps: z.int().min(1).max(500).default(20).describe("Sampling steps"),
      cfg: z.number().min(0).max(50).default(7).describe("Guidance scale"),
      width: SidePx.default(1024).describe("Width in pixels when a spec's output names none"),
      height: SidePx.default(1024).describe("Height in pixels when a spec's output names none"),
      clipSkip: z.int().min(0).max(12).default(0).describe("CLIP layers to skip from the end"),
    })
    .prefault({})
    .describe("Generation parameters"),
});
export type Checkpoint = z.infer<typeof Checkpoint>;

const PromptTextByAssetType = z.record(Slug, PromptText);

/** A checkpoint's prompt dialect (`profiles/<checkpoint>/<id>.v<N>.yaml`); a released version never changes. */
export const Profile = z.strictObject({
  id: Slug.describe("Id of the profile, without its version"),
  version: z.int().min(1).max(9999).describe("Version; equals the `.v<N>` of the file name"),
  checkpointId: Slug.describe("The checkpoint this dialect is for"),
  templateFamily: z.enum(["tags", "prose"]).default("tags").describe("Whether the model reads tags or sentences"),
  base: PromptText.prefault({}).describe("Text every prompt starts from"),
  perAssetType: PromptTextByAssetType.default({}).describe("Text added for one asset type"),
  presets: z.record(Slug, PromptText).default({}).describe("Named extra text that a spec may choose"),
  tagOrderPolicy: z.enum(["asGiven", "alphabetical", "explicit"]).default("asGiven").describe("How a spec's tags are ordered"),
  tagOrder: z.array(z.string().max(129)).max(500).default([]).describe("The explicit order: tags or whole groups, first to last"),
  unmappedTags: z.enum(["literal", "drop", "block"]).default("drop").describe("What a tag without a prompt fragment does"),
  emphasis: z.enum(["parens", "none"]).default("none").describe("How a fragment's weight is written: `(text:1.2)` or not at all"),
  separator: z.string().min(1).max(8).default(", ").describe("Text between fragments"),
  notes: z.string().max(4000).optional().describe("Remarks for people; decides nothing"),
});
export type Profile = z.infer<typeof Profile>;
