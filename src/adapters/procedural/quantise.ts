import { square } from "./integers.ts";
import { difference, luma, nearest, rampAround } from "./colours.ts";
import type { Ramp, Rgb } from "./ramps.ts";

/** Palettes with fewer colours than this are widened by shades of their own. */
const ENOUGH = 4;

/** The colours a drawing may use: the palette itself, or with few colours their ramps too. */
export function allowedColours(palette: readonly Rgb[]): readonly Rgb[] {
  if (palette.length === 0 || palette.length >= ENOUGH) return palette;
  return [...new Set(palette.flatMap(rampAround))];
}

/** A ramp in allowed colours alone: brightness counts more than hue, so that shading survives. */
export function fitRamp(ramp: Ramp, allowed: readonly Rgb[]): Ramp {
  if (allowed.length === 0) return ramp;
  return ramp.map((tone) => {
    const cost = (colour: Rgb): number => difference(tone, colour) + 9 * square(luma(tone) - luma(colour));
    return allowed.reduce((best, colour) => (cost(colour) < cost(best) ? colour : best));
  });
}

/** Replaces every colour by the nearest allowed one. */
export function snapColours(colours: Int32Array, allowed: readonly Rgb[]): void {
  if (allowed.length === 0) return;
  const known = new Map<Rgb, Rgb>();
  colours.forEach((colour, index) => {
    if (colour < 0) return;
    let snapped = known.get(colour);
    if (snapped === undefined) known.set(colour, (snapped = nearest(colour, allowed)));
    colours[index] = snapped;
  });
}

/** Counts the cells of each colour; emptiness is no colour. */
function countColours(colours: Int32Array): Map<Rgb, number> {
  const counts = new Map<Rgb, number>();
  for (const colour of colours) if (colour >= 0) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return counts;
}

/** The pair whose merging is seen least: close in colour, and the second rare. */
function closestPair(entries: readonly (readonly [Rgb, number])[]): readonly [Rgb, Rgb] {
  let pair: readonly [Rgb, Rgb] = [0, 0];
  let least = Number.MAX_SAFE_INTEGER;
  entries.forEach(([common], index) => {
    for (const [rare, count] of entries.slice(index + 1)) {
      const cost = (difference(common, rare) + 1) * (8 + Math.min(count, 64));
      if (cost >= least) continue;
      least = cost;
      pair = [common, rare];
    }
  });
  return pair;
}

/** Merges colours until at most `most` are left. */
export function limitColours(colours: Int32Array, most: number): void {
  const counts = countColours(colours);
  const target = new Map<Rgb, Rgb>();
  while (counts.size > most) {
    const entries = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    const [stays, goes] = closestPair(entries);
    counts.set(stays, (counts.get(stays) ?? 0) + (counts.get(goes) ?? 0));
    counts.delete(goes);
    for (const [from, to] of target) if (to === goes) target.set(from, stays);
    target.set(goes, stays);
  }
  if (target.size === 0) return;
  colours.forEach((colour, index) => {
    colours[index] = target.get(colour) ?? colour;
  });
}
