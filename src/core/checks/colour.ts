/** Pure white as `rgbAt` gives it. */
export const WHITE = 0xffffff;

/** The colour of the pixel that starts at a byte, as 0xRRGGBB. */
export function rgbAt(rgba: Uint8Array, at: number): number {
  return ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
}

/** The alpha of the pixel that starts at a byte, 0 to 255. */
export function alphaAt(rgba: Uint8Array, at: number): number {
  return rgba[at + 3] ?? 0;
}
