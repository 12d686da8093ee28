import { thumbnailEdge } from "../../core/view/thumbnail-edge.ts";
import { PROJECT_URL } from "./project-id.ts";

/** A stored image, as lists and evidence tell it. */
interface StoredImage {
  readonly blob: string;
  readonly width: number;
  readonly height: number;
}

/**
 * Where an image is shown from, saved and downloaded: without what its renderer wrote into the file beside the picture. It
 * never changes, so the browser keeps it.
 */
export function blobUrl(digest: string): string {
  return `${PROJECT_URL}/blobs/${digest}/picture`;
}

/**
 * Where a small picture of an image is shown from: the image itself where it is small.
 *
 * @param side  Side of the square that it stands in, in CSS pixels.
 */
export function thumbnailUrl(image: StoredImage, side: number): string {
  const edge = thumbnailEdge(image, side * globalThis.devicePixelRatio);
  return edge === null ? blobUrl(image.blob) : `${PROJECT_URL}/blobs/${image.blob}/thumbnail?edge=${edge}`;
}
