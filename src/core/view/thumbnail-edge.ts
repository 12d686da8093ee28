import type { Size } from "./zoom.ts";

/**
 * The sizes in which thumbnails are made: their longer side is at most so many pixels. Few, so that one file serves many
 * places and is made once; the largest is the largest cell at two device pixels each.
 */
export const THUMBNAIL_EDGES = [128, 256, 512] as const;

export type ThumbnailEdge = (typeof THUMBNAIL_EDGES)[number];

/** Reads an edge from an address; undefined for what is none of them. */
export function readThumbnailEdge(value: string | undefined): ThumbnailEdge | undefined {
  return THUMBNAIL_EDGES.find((edge) => String(edge) === value);
}

/**
 * The smallest thumbnail that fills a place; null where the image itself is no larger than that thumbnail, and shown
 * pixel by pixel instead.
 *
 * @param room  Side of the square place, in device pixels.
 */
export function thumbnailEdge(image: Size, room: number): ThumbnailEdge | null {
  const edge = THUMBNAIL_EDGES.find((one) => one >= room) ?? THUMBNAIL_EDGES[THUMBNAIL_EDGES.length - 1] ?? 512;
  return Math.max(image.width, image.height) > edge ? edge : null;
}

/**
 * Size of an image's thumbnail: the largest whole part (one half, one third, ...) that fits, so that each pixel of it
 * stands for a whole square of the image's; never larger than the image.
 */
export function thumbnailSize({ width, height }: Size, edge: ThumbnailEdge): Size {
  const part = Math.ceil(Math.max(width, height) / edge);
  return { width: Math.max(1, Math.floor(width / part)), height: Math.max(1, Math.floor(height / part)) };
}
