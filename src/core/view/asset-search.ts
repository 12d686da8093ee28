import { COMPARE_MODES, type CompareMode } from "./compare-mode.ts";
import { readZoom, type Zoom } from "./zoom.ts";

/** Parts of a version's evidence, as its page shows them one by one. */
export const ASSET_TABS = ["why", "prompt", "contract", "attempts", "trace", "replay"] as const;
export type AssetTab = (typeof ASSET_TABS)[number];

/** All state of an asset's page that its address holds. */
export interface AssetSearch {
  readonly tab?: AssetTab | undefined;
  /** Image by its place in the version, from 0. */
  readonly image?: number | undefined;
  readonly zoom?: Zoom | undefined;
  /** Version it is compared with. */
  readonly with?: string | undefined;
  readonly mode?: CompareMode | undefined;
}

/** Reads an asset page's state from an address; what nobody can mean is left out. */
export function readAssetSearch(search: Readonly<Record<string, unknown>>): AssetSearch {
  const { image, with: other } = search;
  const state: AssetSearch = {
    tab: ASSET_TABS.find((tab) => tab === search["tab"]),
    image: Number.isInteger(Number(image)) && Number(image) > 0 ? Number(image) : undefined,
    zoom: readZoom(search["zoom"]),
    with: typeof other === "string" && other !== "" ? other : undefined,
    mode: COMPARE_MODES.find((mode) => mode === search["mode"]),
  };
  return Object.fromEntries(Object.entries(state).filter(([, value]) => value !== undefined));
}
