import type { ImageRecord } from "../../core/assets/evidence.ts";
import type { RenderRow } from "../../core/events/rows.ts";

/** A stored image as evidence lists it: how a backend made it is said only where one did. */
export function imageRecordOf(row: RenderRow): ImageRecord {
  const { variant, part, seed, blob, pixelSha256, width, height } = row;
  const image = { variant, part, seed, blob, pixelSha256, width, height };
  const { backend, promptId, cachedNodes, graphDigest } = row;
  if (backend === null || promptId === null || graphDigest === null) return image;
  return { ...image, backend, promptId, cachedNodes, graphDigest };
}
