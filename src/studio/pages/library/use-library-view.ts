import { useMemo } from "react";
import {
  countFacets,
  type FacetCount,
  type FacetName,
  filterLibrary,
  type LibraryFilter,
} from "../../../core/view/filter-library.ts";
import { type Group, groupItems } from "../../../core/view/library-rows.ts";
import type { Grouping, LibrarySearch } from "../../../core/view/library-search.ts";
import type { LibraryAsset } from "./library-asset.ts";

/** What of the library is on show, as its address says. */
export interface LibraryView {
  readonly groups: readonly Group<LibraryAsset>[];
  /** All that is shown, by position; with groups, one asset may stand in several. */
  readonly shown: readonly LibraryAsset[];
  readonly ids: readonly string[];
  /** Assets that pass the filters, each once. */
  readonly count: number;
  readonly facets: Readonly<Record<FacetName, readonly FacetCount[]>>;
}

/** Filters and groups; done again only when the assets, the filters or the groups change. */
export function useLibraryView(assets: readonly LibraryAsset[], search: LibrarySearch): LibraryView {
  const { kind, tag, entity, checkpoint, route, verdict, decision, text, group = "none" } = search;
  const filter = useMemo<LibraryFilter>(
    () => ({ kind, tag, entity, checkpoint, route, verdict, decision, text }),
    [kind, tag, entity, checkpoint, route, verdict, decision, text],
  );
  return useMemo(() => {
    const passed = filterLibrary(assets, filter);
    const groups = groupAssets(passed, group);
    const shown = groups.flatMap(({ items }) => items);
    return {
      groups,
      shown,
      ids: shown.map(({ versionId }) => versionId),
      count: passed.length,
      facets: countFacets(assets, filter),
    };
  }, [assets, filter, group]);
}

function groupAssets(assets: readonly LibraryAsset[], group: Grouping): readonly Group<LibraryAsset>[] {
  switch (group) {
    case "entity":
      return groupItems(assets, ({ entity }) => (entity === null ? [] : [entity]), "no entity");
    case "tag":
      return groupItems(assets, ({ tags }) => tags, "no tag");
    case "spec":
      return groupItems(assets, ({ spec }) => [spec], "");
    case "none":
      return [{ heading: "", items: assets }];
  }
}
