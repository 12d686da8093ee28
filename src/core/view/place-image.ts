import type { Size } from "./zoom.ts";

/** A point: in image pixels from the image's corner, or in CSS pixels from the view's corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An image's box in its view, in CSS pixels. */
export interface Placement extends Size {
  readonly left: number;
  readonly top: number;
}

/** What is looked at: the image, the view, how large, and which image pixel stands in the view's middle. */
export interface Sight {
  readonly image: Size;
  /** In CSS pixels. */
  readonly view: Size;
  /** CSS pixels for each image pixel. */
  readonly scale: number;
  /** In image pixels. */
  readonly centre: Point;
  /** Device pixels for each CSS pixel. */
  readonly dpr: number;
}

/** Places an image so that `centre` stands in the middle of the view and every edge falls between two device pixels. */
export function placeImage({ image, view, scale, centre, dpr }: Sight): Placement {
  const snap = (css: number): number => Math.round(css * dpr) / dpr;
  return {
    left: snap(view.width / 2 - centre.x * scale),
    top: snap(view.height / 2 - centre.y * scale),
    width: image.width * scale,
    height: image.height * scale,
  };
}

/** The middle of an image: where every view starts. */
export function middleOf(image: Size): Point {
  return { x: image.width / 2, y: image.height / 2 };
}

/**
 * Keeps a centre where something can be seen: an image that fits stays in the middle, another shows no more empty space
 * than a quarter of the view beyond its edges.
 */
export function keepInSight({ image, view, scale, centre }: Sight): Point {
  return {
    x: keep(centre.x, image.width, view.width / scale),
    y: keep(centre.y, image.height, view.height / scale),
  };
}

function keep(at: number, length: number, seen: number): number {
  if (length <= seen) return length / 2;
  const beyond = seen / 4;
  return Math.min(length - seen / 2 + beyond, Math.max(seen / 2 - beyond, at));
}

/** The centre after a zoom that keeps the image pixel under the pointer where it is. */
export function zoomAbout(sight: Sight, pointer: Point, scale: number): Point {
  const under = pointIn(sight, pointer);
  return {
    x: under.x + (sight.view.width / 2 - pointer.x) / scale,
    y: under.y + (sight.view.height / 2 - pointer.y) / scale,
  };
}

/** The place in the image under a place in the view, in image pixels with fractions; may lie outside the image. */
function pointIn(sight: Sight, pointer: Point): Point {
  const { left, top } = placeImage(sight);
  return { x: (pointer.x - left) / sight.scale, y: (pointer.y - top) / sight.scale };
}

/** The pixel under a place in the view; null beside the image. */
export function pixelAt(sight: Sight, pointer: Point): Point | null {
  const { x, y } = pointIn(sight, pointer);
  const pixel = { x: Math.floor(x), y: Math.floor(y) };
  const inside = pixel.x >= 0 && pixel.y >= 0 && pixel.x < sight.image.width && pixel.y < sight.image.height;
  return inside ? pixel : null;
}
