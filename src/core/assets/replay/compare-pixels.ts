import type { Pixels } from "../../checks/check.ts";

/** How alike two images are. */
export type PixelAnswer =
  | { readonly outcome: "identical" }
  /** `maxDelta`: largest difference of one channel, 1 to 255. `share`: share of pixels that differ at all, 0 to 1. */
  | { readonly outcome: "near" | "different"; readonly maxDelta: number; readonly share: number }
  | { readonly outcome: "different"; readonly sizes: readonly [string, string] };

/**
 * Largest difference of one channel, of 255, at which images still count as near. Guess: the order of the last bits in
 * which a GPU's sums differ from run to run; the differences that real backends show would replace it.
 */
const NEAR_MAX_DELTA = 8;

/**
 * Compares two decoded images channel by channel, alpha included. Colours under full transparency count as well:
 * `identical` means the same bytes, as `pixelSha256` does.
 *
 * Source: contracts section 5; SPEC.md P73.
 */
export function comparePixels(before: Pixels, after: Pixels): PixelAnswer {
  if (before.width !== after.width || before.height !== after.height) {
    return { outcome: "different", sizes: [sizeText(before), sizeText(after)] };
  }
  let maxDelta = 0;
  let differing = 0;
  for (let at = 0; at < before.rgba.length; at += 4) {
    const delta = pixelDelta(before.rgba, after.rgba, at);
    if (delta > 0) differing += 1;
    if (delta > maxDelta) maxDelta = delta;
  }
  if (differing === 0) return { outcome: "identical" };
  const share = differing / (before.width * before.height);
  return { outcome: maxDelta <= NEAR_MAX_DELTA ? "near" : "different", maxDelta, share };
}

function pixelDelta(before: Uint8Array, after: Uint8Array, at: number): number {
  let largest = 0;
  for (let channel = at; channel < at + 4; channel += 1) {
    largest = Math.max(largest, Math.abs((before[channel] ?? 0) - (after[channel] ?? 0)));
  }
  return largest;
}

function sizeText({ width, height }: Pixels): string {
  return `${width}x${height}`;
}
