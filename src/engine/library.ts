import { z } from "zod";
import type { Verdict } from "../core/checks/check.ts";
import { compareCodeUnits } from "../core/canonical/order.ts";
import type { ImageRow, VersionRow } from "../core/events/rows.ts";
import { readVerdict } from "../core/assets/read-verdict.ts";
import { loadSoft } from "./load-soft.ts";
import { storeOf } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** One version as the library shows it. Tags, entity and type are the spec's as its file is now. */
export interface LibraryAsset {
  readonly versionId: string;
  readonly spec: string;
  readonly title: string;
  readonly kind: VersionRow["kind"];
  readonly assetType: string | null;
  readonly tags: readonly string[];
  readonly entity: string | null;
  readonly checkpoint: string;
  readonly route: VersionRow["route"];
  readonly verdict: Verdict | null;
  readonly decision: VersionRow["decision"];
  readonly createdAtMs: number;
  readonly images: readonly Pick<ImageRow, "variant" | "part" | "blob" | "width" | "height">[];
}

/** How many assets carry each value, most first. */
export type Facet = readonly { readonly value: string; readonly count: number }[];

export interface Library {
  /** Newest first. */
  readonly assets: readonly LibraryAsset[];
  readonly facets: Readonly<Record<"kinds" | "tags" | "entities" | "checkpoints" | "routes" | "assetTypes", Facet>>;
}

/** Lists what there is, with what it can be filtered by. */
export const libraryListVerb = defineVerb({
  name: "library.list",
  summary: "List assets with titles, tags and entities, and what they can be filtered by",
  access: "read",
  input: z.strictObject({ all: z.boolean().default(false).describe("Every version, not only the current ones") }),
  async run(studio, input): Promise<Library> {
    const store = storeOf(studio);
    const { specs } = await loadSoft(studio);
    const listed = input.all ? store.listVersions({}) : store.listCurrentVersions();
    const images = Map.groupBy(store.listImages(listed.map(({ id }) => id)), ({ versionId }) => versionId);
    const assets = listed.map((version): LibraryAsset => {
      const spec = specs.get(version.specId);
      return {
        versionId: version.id,
        spec: version.specId,
        title: spec?.title ?? version.specId,
        kind: version.kind,
        assetType: spec?.assetType ?? null,
        tags: spec?.tags ?? [],
        entity: spec?.entityLink?.entity ?? null,
        checkpoint: version.checkpointId,
        route: version.route,
        verdict: readVerdict(version).verdict,
        decision: version.decision,
        createdAtMs: version.createdAtMs,
        images: (images.get(version.id) ?? []).map(({ variant, part, blob, width, height }) => ({
          variant,
          part,
          blob,
          width,
          height,
        })),
      };
    });
    return { assets, facets: facetsOf(assets) };
  },
});

function facetsOf(assets: readonly LibraryAsset[]): Library["facets"] {
  const facet = (values: (asset: LibraryAsset) => readonly (string | null)[]): Facet => {
    const counts = new Map<string, number>();
    for (const value of assets.flatMap(values)) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    return [...counts]
      .map(([value, count]) => ({ value, count }))
      .toSorted((a, b) => b.count - a.count || compareCodeUnits(a.value, b.value));
  };
  return {
    kinds: facet(({ kind }) => [kind]),
    tags: facet(({ tags }) => tags),
    entities: facet(({ entity }) => [entity]),
    checkpoints: facet(({ checkpoint }) => [checkpoint]),
    routes: facet(({ route }) => [route]),
    assetTypes: facet(({ assetType }) => [assetType]),
  };
}
