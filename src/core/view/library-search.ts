import { COMPARE_MODES, type CompareMode } from "./compare-mode.ts";
import { FACETS, type LibraryFilter } from "./filter-library.ts";
import { readZoom, type Zoom } from "./zoom.ts";

/** What a library can be grouped by. */
export const GROUPINGS = ["none", "entity", "tag", "spec"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Sides of a cell, in CSS pixels. */
export const CELL_SIDES = [72, 128, 256] as const;
export type CellSide = (typeof CELL_SIDES)[number];

/** All state of the library that its address holds. */
export interface LibrarySearch extends LibraryFilter {
  readonly group?: Grouping | undefined;
  readonly cell?: CellSide | undefined;
  /** Version that has the focus. */
  readonly at?: string | undefined;
  /** The other version, while two are selected. */
  readonly with?: string | undefined;
  /** Open lightbox: one image, or the two compared. */
  readonly view?: "image" | "compare" | undefined;
  readonly mode?: CompareMode | undefined;
  readonly zoom?: Zoom | undefined;
}

/** Reads a library's state from an address; what nobody can mean is left out, so an old or mistyped link still opens. */
export function readLibrarySearch(search: Readonly<Record<string, unknown>>): LibrarySearch {
  const text = (name: string): string | undefined => {
    const value = search[name];
    if (typeof value === "number") return String(value);
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const one = <T>(values: readonly T[], name: string): T | undefined => values.find((value) => String(value) === text(name));
  const facets = Object.fromEntries(FACETS.map((facet) => [facet, text(facet)]));
  return withoutUndefined({
    ...facets,
    text: text("text"),
    group: one(GROUPINGS, "group"),
    cell: one(CELL_SIDES, "cell"),
    at: text("at"),
    with: text("with"),
    view: one(["image", "compare"] as const, "view"),
    mode: one(COMPARE_MODES, "mode"),
    zoom: readZoom(search["zoom"]),
  });
}

function withoutUndefined<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
