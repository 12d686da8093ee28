import { z } from "zod";
import { parseAuthored } from "../../core/authored/parse.ts";
import type { ParsedFile } from "../../core/authored/parse-tree.ts";
import type { AuthoredSource } from "../../core/authored/read-source.ts";
import { ASSET_KINDS, type AssetKind, type StoryAsset } from "../../core/playtest/story/story.ts";

/** How the tags of an ink story are understood. */
export interface InkMapping {
  /** Kinds of assets by the key of the tag that names one, in lower case: `bg` of `# bg: quay`. */
  readonly kinds: ReadonlyMap<string, AssetKind>;
  /** What is known of assets by id, besides their kind. */
  readonly assets: Readonly<Record<string, Pick<StoryAsset, "path" | "spec">>>;
  /** Names that a line may begin with, before a colon, to say who speaks. */
  readonly speakers: ReadonlySet<string>;
}

/** Keys of tags that name an asset, as people write them and as inkle's export for the web does. */
const DEFAULT_KINDS: Readonly<Record<AssetKind, readonly string[]>> = {
  backgrounds: ["bg", "background"],
  music: ["music", "bgm", "audioloop"],
  sfx: ["sfx", "sound", "audio"],
  voices: ["voice", "vo"],
  sprites: ["sprite"],
  characters: ["character", "char"],
  props: ["prop"],
  effects: ["effect", "fx"],
  animations: ["animation", "anim"],
  cgs: ["cg", "image"],
  videos: ["video"],
};

const kindsByKey = (keys: Readonly<Record<string, readonly string[]>>): [string, AssetKind][] =>
  ASSET_KINDS.flatMap((kind) => (keys[kind] ?? []).map((key): [string, AssetKind] => [key.toLowerCase(), kind]));

const mappingSchema = z.strictObject({
  tags: z
    .partialRecord(z.enum(ASSET_KINDS), z.array(z.string().min(1)))
    .default({})
    .describe("Keys of tags that name an asset, by the kind of asset; they stand beside those that are known anyway"),
  assets: z
    .record(
      z.string().min(1),
      z.strictObject({
        path: z.string().min(1).nullable().default(null).describe("Its file, from the project's folder"),
        spec: z.string().min(1).nullable().default(null).describe("The spec of the project that makes it"),
      }),
    )
    .default({})
    .describe("Where the assets are that tags name, by their ids"),
  speakers: z
    .array(z.string().min(1))
    .default([])
    .describe("Names that a line may begin with, before a colon, to say who speaks"),
});

/** What is understood where no mapping says more. */
export const DEFAULT_MAPPING: InkMapping = { kinds: new Map(kindsByKey(DEFAULT_KINDS)), assets: {}, speakers: new Set() };

/** The mapping's file of a story, beside it: `harbor.ink.map.yaml` of `harbor.ink` and of `harbor.ink.json`. */
export function mappingFileOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
  return `${name.replace(/(\.ink)?(\.json)?$/i, "")}.ink.map.yaml`;
}

/** Reads a mapping's file; its entries stand beside the defaults. Codes as `parseAuthored`. Source: SPEC.md IK9. */
export function readInkMapping(source: AuthoredSource): ParsedFile<InkMapping> {
  const parsed = parseAuthored(source, mappingSchema);
  if (parsed.kind === "invalid") return parsed;
  const { tags, assets, speakers } = parsed.value;
  const kinds = new Map([...DEFAULT_MAPPING.kinds, ...kindsByKey(tags)]);
  return { ...parsed, value: { kinds, assets, speakers: new Set(speakers) } };
}
