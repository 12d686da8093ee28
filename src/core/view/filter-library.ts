import { compareCodeUnits } from "../canonical/order.ts";

/** What filters and the search look at in one asset. */
export interface Filterable {
  readonly spec: string;
  readonly title: string;
  readonly kind: string;
  /** Null where the spec's file is gone. */
  readonly assetType: string | null;
  readonly tags: readonly string[];
  readonly entity: string | null;
  readonly checkpoint: string;
  readonly route: string | null;
  readonly verdict: string | null;
  readonly decision: string;
}

/** What a library is filtered by, in the order of the filter bar. */
export const FACETS = ["kind", "tag", "entity", "checkpoint", "route", "verdict", "decision"] as const;
export type FacetName = (typeof FACETS)[number];

/** The chosen value of each facet that filters, and the words that must all occur. */
export type LibraryFilter = { readonly [F in FacetName]?: string | undefined } & { readonly text?: string | undefined };

/** One value of a facet with the number of assets that it would leave. */
export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

/** An asset's values in one facet; none where it is unknown. */
function valuesOf(asset: Filterable, facet: FacetName): readonly string[] {
  if (facet === "tag") return asset.tags;
  const value = asset[facet];
  return value === null ? [] : [value];
}

/** The assets that every chosen facet and every word lets through, in their own order. */
export function filterLibrary<A extends Filterable>(assets: readonly A[], filter: LibraryFilter): readonly A[] {
  const words = wordsOf(filter.text);
  return assets.filter((asset) => FACETS.every((facet) => passes(asset, facet, filter)) && hasWords(asset, words));
}

/** Counts each facet's values among the assets that the *other* filters let through: what choosing a value would leave. */
export function countFacets(
  assets: readonly Filterable[],
  filter: LibraryFilter,
): Readonly<Record<FacetName, readonly FacetCount[]>> {
  const words = wordsOf(filter.text);
  const worded = assets.filter((asset) => hasWords(asset, words));
  const entries = FACETS.map((facet) => {
    const others = FACETS.filter((other) => other !== facet);
    const left = worded.filter((asset) => others.every((other) => passes(asset, other, filter)));
    return [facet, countValues(left, facet, filter[facet])] as const;
  });
  return Object.fromEntries(entries) as Record<FacetName, readonly FacetCount[]>;
}

function countValues(assets: readonly Filterable[], facet: FacetName, chosen: string | undefined): readonly FacetCount[] {
  const counts = new Map<string, number>();
  // A chosen value stays in its list, or it could not be seen and taken back.
  if (chosen !== undefined) counts.set(chosen, 0);
  for (const asset of assets) for (const value of valuesOf(asset, facet)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => compareCodeUnits(a.value, b.value));
}

function passes(asset: Filterable, facet: FacetName, filter: LibraryFilter): boolean {
  const chosen = filter[facet];
  return chosen === undefined || valuesOf(asset, facet).includes(chosen);
}

function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? "").toLowerCase().split(/\s+/).filter(Boolean);
}

function hasWords(asset: Filterable, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const said = [asset.title, asset.spec, asset.assetType ?? "", asset.kind, asset.entity ?? "", ...asset.tags]
    .join(" ")
    .toLowerCase();
  return words.every((word) => said.includes(word));
}
