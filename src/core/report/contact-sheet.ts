import { compareCodeUnits } from "../canonical/order.ts";
import type { Evidence } from "../assets/evidence.ts";
import type { Route } from "../assets/records/project.ts";
import { OUTPUT_KINDS, type OutputKind } from "../assets/records/spec.ts";
import type { Verdict } from "../checks/check.ts";

/** One image on the sheet, with its file. */
export interface SheetImage {
  readonly variant: number;
  /** `frame:N | state:S | tile:T | mark:M`; null for a single image. */
  readonly part: string | null;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly pixelSha256: string;
  /** The PNG file in base64. */
  readonly pngBase64: string;
}

/** One asset on the sheet: the version shown, what became of it, and the evidence that explains it. */
export interface SheetAsset {
  readonly versionId: string;
  readonly specId: string;
  readonly title: string;
  readonly kind: OutputKind;
  readonly assetType: string;
  readonly checkpoint: string;
  /** The checkpoint's family. */
  readonly family: string;
  /** Id of the entity it belongs to. */
  readonly entity: string | null;
  /** Verdict, route and reasons as recomputed when read. */
  readonly verdict: Verdict;
  readonly route: Route;
  readonly decision: "pending" | "approved" | "rejected";
  readonly reasons: readonly string[];
  readonly recipeDigest: string;
  readonly evidence: Evidence;
  /** In the plan's order. */
  readonly images: readonly SheetImage[];
}

/** Everything on a contact sheet. The same sheet gives the same page and the same picture, byte for byte. */
export interface ContactSheet {
  readonly title: string;
  readonly projectTitle: string;
  /** What it was made from, in words, e.g. "event 412 of project `wickwater`". */
  readonly generatedFrom: string;
  readonly assets: readonly SheetAsset[];
}

/** Assets shown together: the family of one entity, or all assets of one kind that belong to none. */
export interface SheetGroup {
  readonly heading: string;
  readonly isFamily: boolean;
  readonly assets: readonly SheetAsset[];
}

/** Kinds as headings. */
export const KIND_HEADINGS: Readonly<Record<OutputKind, string>> = {
  single_image: "Single images",
  animation: "Animations",
  ui_states: "Interface states",
  logo_set: "Logos",
  tileset: "Tile sets",
};

/**
 * Puts assets in the order of the sheet: families first, by entity id, then what belongs to none, by kind and type.
 *
 * @returns groups that are never empty; within a group assets stand by type, then spec id.
 */
export function groupAssets(assets: readonly SheetAsset[]): readonly SheetGroup[] {
  const ordered = assets.toSorted(byTypeAndSpec);
  const entities = [...new Set(ordered.flatMap((asset) => asset.entity ?? []))].toSorted(compareCodeUnits);
  const families = entities.map((entity) => ({
    heading: entity,
    isFamily: true,
    assets: ordered.filter((asset) => asset.entity === entity),
  }));
  const kinds = OUTPUT_KINDS.map((kind) => ({
    heading: KIND_HEADINGS[kind],
    isFamily: false,
    assets: ordered.filter((asset) => asset.entity === null && asset.kind === kind),
  }));
  return [...families, ...kinds].filter((group) => group.assets.length > 0);
}

function byTypeAndSpec(a: SheetAsset, b: SheetAsset): number {
  return (
    compareCodeUnits(a.assetType, b.assetType) ||
    compareCodeUnits(a.specId, b.specId) ||
    compareCodeUnits(a.versionId, b.versionId)
  );
}

/** Number of images on the whole sheet. */
export function countImages(sheet: ContactSheet): number {
  return sheet.assets.reduce((sum, asset) => sum + asset.images.length, 0);
}

/** Number of assets of each verdict that occurs, in a fixed order. */
export function countVerdicts(sheet: ContactSheet): readonly { readonly verdict: Verdict; readonly count: number }[] {
  const order: readonly Verdict[] = ["pass", "uncertain", "fail", "unchecked"];
  return order
    .map((verdict) => ({ verdict, count: sheet.assets.filter((asset) => asset.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
}
