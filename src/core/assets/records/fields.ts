import { z } from "zod";

/** Pattern of authored ids: lower case, digits, `_` and `-`, no dots, at most 64 characters. */
const SLUG_PATTERN = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** An authored id, e.g. `ember-sword`. */
export const Slug = z.string().regex(SLUG_PATTERN, "must be a slug: lower-case letters, digits, `_` and `-`, at most 64");

/** A tag, e.g. `material:metal`: a group and a name, both slugs; `assetType:<type>` is the one every spec carries by its type. */
export const TagId = z
  .string()
  .regex(/^(?:assetType|[a-z0-9][a-z0-9_-]{0,63}):[a-z0-9][a-z0-9_-]{0,63}$/, "must be a tag `group:name` of two slugs");

/** A colour, e.g. `#d0733a`. */
export const HexColour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be a colour like `#d0733a`");

/** A file's digest as people write it: 64 hex digits, with or without `sha256:` in front. */
export const FileDigest = z.string().regex(/^(sha256:)?[0-9a-f]{64}$/, "must be a SHA-256: 64 lower-case hex digits");

/** A file inside the project, `/`-separated. Never absolute, never upwards. */
export const RelativePath = z
  .string()
  .min(1)
  .max(1024)
  .refine(isInsideProject, "must be a path inside the project: relative, no `..`, no backslash");

function isInsideProject(path: string): boolean {
  if (path.startsWith("/") || path.includes("\\") || path.includes("\0") || /^[A-Za-z]:/.test(path)) return false;
  return path.split("/").every((step) => step !== "..");
}

/** A LoRA's strength. Bounds guess: no published LoRA is used beyond ±4. */
export const Weight = z.number().min(-4).max(4);

/** One LoRA with the weight it enters a stack at; without a weight, the LoRA's own default. */
export const LoraUse = z.strictObject({
  lora: Slug.describe("Id of the LoRA"),
  weight: Weight.optional().describe("Strength in the stack; default: the LoRA's `weight.default`"),
});
export type LoraUse = z.infer<typeof LoraUse>;

/** Prompt text in both polarities; an empty text adds nothing. */
export const PromptText = z.strictObject({
  positive: z.string().max(8000).default("").describe("What should be in the image"),
  negative: z.string().max(8000).default("").describe("What should not be in the image"),
});
export type PromptText = z.infer<typeof PromptText>;

/** An image's side in pixels. The upper bound keeps a decoded image under 64 MiB. */
export const SidePx = z.int().min(1).max(4096);
