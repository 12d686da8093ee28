import { clamp, div } from "./integers.ts";
import type { Ramp, Rgb } from "./ramps.ts";

export const red = (rgb: Rgb): number => (rgb >> 16) & 255;
export const green = (rgb: Rgb): number => (rgb >> 8) & 255;
export const blue = (rgb: Rgb): number => rgb & 255;

export function rgbOf(r: number, g: number, b: number): Rgb {
  return (clamp(r, 0, 255) << 16) | (clamp(g, 0, 255) << 8) | clamp(b, 0, 255);
}

/** Perceived brightness 0..255, integer weights of Rec. 601. */
export function luma(rgb: Rgb): number {
  return (red(rgb) * 77 + green(rgb) * 150 + blue(rgb) * 29) >> 8;
}

/** Blend of two colours; `share` of the second in 1/256. */
export function blend(a: Rgb, b: Rgb, share: number): Rgb {
  const part = (x: number, y: number): number => x + div((y - x) * share + 128, 256);
  return rgbOf(part(red(a), red(b)), part(green(a), green(b)), part(blue(a), blue(b)));
}

export function blendRamp(ramp: Ramp, rgb: Rgb, share: number): Ramp {
  return ramp.map((tone) => blend(tone, rgb, share));
}

/** Moves a colour away from (percent > 100) or to (percent < 100) its own grey. */
export function saturate(rgb: Rgb, percent: number): Rgb {
  const grey = luma(rgb);
  const part = (value: number): number => grey + div((value - grey) * percent, 100);
  return rgbOf(part(red(rgb)), part(green(rgb)), part(blue(rgb)));
}

/**
 * Squared difference of two colours as an eye weighs it: brightness apart from hue.
 * Source: the low-cost "redmean" approximation (CompuPhase).
 */
export function difference(a: Rgb, b: Rgb): number {
  const mean = (red(a) + red(b)) >> 1;
  const dr = red(a) - red(b);
  const dg = green(a) - green(b);
  const db = blue(a) - blue(b);
  return (((512 + mean) * dr * dr) >> 8) + 4 * dg * dg + (((767 - mean) * db * db) >> 8);
}

/** The colour of a list nearest to `rgb`; the first of equals. The list is not empty. */
export function nearest(rgb: Rgb, colours: readonly Rgb[]): Rgb {
  let best = colours[0] ?? rgb;
  let least = difference(rgb, best);
  for (const colour of colours) {
    const distance = difference(rgb, colour);
    if (distance < least) [best, least] = [colour, distance];
  }
  return best;
}

/** Reads `#rrggbb` or `#rgb`; undefined for anything else. */
export function findHex(text: string): Rgb | undefined {
  const long = /^#?([0-9a-f]{6})$/i.exec(text.trim());
  if (long?.[1] !== undefined) return Number.parseInt(long[1], 16);
  const short = /^#?([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(text.trim());
  if (short === null) return undefined;
  const [, r = "0", g = "0", b = "0"] = short;
  return Number.parseInt(r + r + g + g + b + b, 16);
}

const SHADOW: Rgb = 0x1d1430;
const LIGHT: Rgb = 0xfff4d6;

/** A ramp around one base colour, for colours that come without one. */
export function rampAround(base: Rgb): Ramp {
  const down = (share: number): Rgb => blend(base, SHADOW, share);
  const up = (share: number): Rgb => blend(base, LIGHT, share);
  return [down(196), down(140), down(72), base, up(72), up(140), up(212)];
}
