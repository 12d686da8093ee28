import { decisionMark, routeWords } from "../../../core/report/outcome-mark.ts";
import type { Route } from "../../../core/assets/records/project.ts";
import type { FacetName } from "../../../core/view/filter-library.ts";
import type { Grouping } from "../../../core/view/library-search.ts";
import type { LibraryAsset } from "./library-asset.ts";

/** Facets as the filter bar names them: the name, and what it says while nothing is chosen. */
export const FACET_WORDS: Readonly<Record<FacetName, { readonly name: string; readonly any: string }>> = {
  kind: { name: "Kind", any: "any kind" },
  tag: { name: "Tag", any: "any tag" },
  entity: { name: "Entity", any: "any entity" },
  checkpoint: { name: "Checkpoint", any: "any checkpoint" },
  route: { name: "Route", any: "any route" },
  verdict: { name: "Verdict", any: "any verdict" },
  decision: { name: "Decision", any: "any decision" },
};

export const GROUPING_WORDS: Readonly<Record<Grouping, string>> = {
  none: "no groups",
  entity: "by entity",
  tag: "by tag",
  spec: "by spec",
};

/** A facet's value in words, e.g. "single image", "sent to a person". Ids stay as they are. */
export function facetValueWords(facet: FacetName, value: string): string {
  if (facet === "kind") return value.replaceAll("_", " ");
  if (facet === "route") return routeWords(value as Route);
  return facet === "decision" ? decisionMark(value as LibraryAsset["decision"]).word : value;
}
