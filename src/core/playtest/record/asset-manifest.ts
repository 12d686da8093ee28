import { assert } from "../../assert.ts";
import { compareCodeUnits } from "../../canonical/order.ts";
import type { AssetKind, Story } from "../story/story.ts";

/** Ids of assets by kind, sorted; kinds without any are left out. */
export type AssetManifest = Readonly<Partial<Record<AssetKind, readonly string[]>>>;

/**
 * Groups the ids of assets that were met by kind.
 *
 * @param ids  In any order; of each, `kindOf` must know the kind.
 * Source: contracts, section 8.1; SPEC.md PR10.
 */
export function manifestOf(ids: Iterable<string>, kindOf: (id: string) => AssetKind | undefined): AssetManifest {
  const manifest: Partial<Record<AssetKind, string[]>> = {};
  for (const id of [...new Set(ids)].toSorted(compareCodeUnits)) {
    const kind = kindOf(id);
    assert(kind !== undefined, `asset \`${id}\` is one that the story names`);
    (manifest[kind] ??= []).push(id);
  }
  return manifest;
}

/** Kinds of a story's assets, by id. */
export function kindsOf({ assets }: Pick<Story, "assets">): (id: string) => AssetKind | undefined {
  return (id) => (Object.hasOwn(assets, id) ? assets[id]?.kind : undefined);
}
