import type { Spec } from "../records/spec.ts";
import type { PlanInputs } from "./inputs.ts";

/** The tag that every spec carries by its asset type, e.g. `assetType:ui_icon`. Source: contracts section 1. */
function derivedTag(spec: Pick<Spec, "assetType">): string {
  return `assetType:${spec.assetType}`;
}

/** Whether a tag is one that specs carry by their type: it needs no entry in the catalogue. */
export function isDerivedTag(tag: string): boolean {
  return tag.startsWith("assetType:");
}

/** Every tag a spec carries: its own in the author's order, then the derived one, each once. */
export function carriedTags(spec: Pick<Spec, "assetType" | "tags">): readonly string[] {
  return [...new Set([...spec.tags, derivedTag(spec)])];
}

/**
 * The tags that count in a plan, in order: the spec's own, known or not, and the derived one where the catalogue has
 * something to say about it. Source: SPEC.md P51.
 */
export function effectiveTags({ spec, tags }: Pick<PlanInputs, "spec" | "tags">): readonly string[] {
  return carriedTags(spec).filter((id) => spec.tags.includes(id) || tags.has(id));
}
