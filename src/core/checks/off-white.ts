import type { Pixels } from "./check.ts";
import { rgbAt, WHITE } from "./colour.ts";

/**
 * Darkest channel from which a pixel counts as light, so as part of a background that was meant to be white; anything
 * darker is subject. A guess; art with a very pale subject would move it.
 */
const LIGHT = 240;

/**
 * Counts pixels of a white background that are not quite white: light ones that join the border through light ones, and
 * do not touch the subject (those are its blended edge).
 */
export function countOffWhite(pixels: Pixels): number {
  const { width, height, rgba } = pixels;
  const isBackground = floodLight(pixels);
  let count = 0;
  for (let pixel = 0; pixel < width * height; pixel++) {
    if (isBackground[pixel] !== 1 || rgbAt(rgba, pixel * 4) === WHITE) continue;
    if (!touchesSubject(pixel, pixels)) count += 1;
  }
  return count;
}

/** Marks with 1 each light pixel that joins the border through light pixels (by edges, not corners). */
function floodLight(pixels: Pixels): Uint8Array {
  const { width, height, rgba } = pixels;
  const reached = new Uint8Array(width * height);
  const open = new Int32Array(width * height);
  let count = 0;
  const visit = (pixel: number): void => {
    if (reached[pixel] === 1 || !isLight(rgba, pixel)) return;
    reached[pixel] = 1;
    open[count++] = pixel;
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  while (count > 0) {
    const pixel = open[--count] ?? 0;
    const x = pixel % width;
    if (x > 0) visit(pixel - 1);
    if (x < width - 1) visit(pixel + 1);
    if (pixel >= width) visit(pixel - width);
    if (pixel < width * (height - 1)) visit(pixel + width);
  }
  return reached;
}

function isLight(rgba: Uint8Array, pixel: number): boolean {
  const at = pixel * 4;
  return (rgba[at] ?? 0) >= LIGHT && (rgba[at + 1] ?? 0) >= LIGHT && (rgba[at + 2] ?? 0) >= LIGHT;
}

/** Whether any of the up to eight pixels around a pixel is no light one. */
function touchesSubject(pixel: number, { width, height, rgba }: Pixels): boolean {
  const x = pixel % width;
  const y = (pixel - x) / width;
  for (let row = Math.max(0, y - 1); row <= Math.min(height - 1, y + 1); row++) {
    for (let column = Math.max(0, x - 1); column <= Math.min(width - 1, x + 1); column++) {
      if (!isLight(rgba, row * width + column)) return true;
    }
  }
  return false;
}
