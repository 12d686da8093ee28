import type { Emit, Line } from "../../core/playtest/story/moment.ts";
import type { AssetKind } from "../../core/playtest/story/story.ts";
import type { InkMapping } from "./ink-mapping.ts";
import type { InkModel } from "./ink-model.ts";
import { readTag } from "./read-tag.ts";

/** What tags mean. */
export interface TagFacts {
  readonly assets: readonly { readonly id: string; readonly kind: AssetKind }[];
  readonly emits: readonly Emit[];
  readonly speaker: string | null;
  /** The ending that is named. */
  readonly ending: string | null;
}

/** Keys of tags that say something of the story as a whole. */
const STORY_KEYS: ReadonlySet<string> = new Set(["title", "author", "worldline", "povs", "speakers"]);

/** What stops a music or hides a picture is no asset. */
const NO_ASSET: ReadonlySet<string> = new Set(["none", "stop", "off", "clear"]);

const NOTHING: TagFacts = { assets: [], emits: [], speaker: null, ending: null };

/**
 * Sorts tags by what they mean: assets by the mapping, `speaker`, `ending`; what is said of the story as a whole is no
 * part of a play, and every other tag is told to the host.
 *
 * Source: SPEC.md IK8.
 */
export function sortTags(
  tags: readonly string[] | null,
  { mapping: { kinds }, tags: known }: Pick<InkModel, "mapping" | "tags">,
): TagFacts {
  if (tags === null || tags.length === 0) return NOTHING;
  const facts = { ...NOTHING, assets: [...NOTHING.assets], emits: [...NOTHING.emits] };
  for (const tag of tags) {
    const { key, value } = known.get(tag) ?? readTag(tag);
    const kind = kinds.get(key);
    if (value !== null && kind !== undefined) {
      const id = firstWord(value);
      if (id !== "" && !NO_ASSET.has(id.toLowerCase())) facts.assets.push({ id, kind });
    } else if (key === "speaker" && value !== null) facts.speaker = value;
    else if (key === "ending" && value !== null) facts.ending = value;
    else if (value === null || !STORY_KEYS.has(key)) facts.emits.push({ name: key, data: value });
  }
  return facts;
}

/** What follows is how it is shown, as in `# bg: quay fade`. */
function firstWord(value: string): string {
  return value.split(/\s/, 1)[0] ?? "";
}

/** A line as it is said: who speaks stands in a tag, or before a colon where the name is known. */
export function readLine(text: string, speaker: string | null, { speakers }: Pick<InkMapping, "speakers">): Line {
  if (speaker !== null || speakers.size === 0) return { text, speaker };
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(0, colon)).trim();
  return speakers.has(name) ? { text: text.slice(colon + 1).trim(), speaker: name } : { text, speaker: null };
}
