import type { Pixels } from "../checks/check.ts";

/** How two pictures differ, pixel by pixel. */
export interface Difference {
  readonly width: number;
  readonly height: number;
  /** Pixels that differ in any channel; those that only one of the pictures has count as well. */
  readonly count: number;
  /** Largest difference of one channel, 0 to 255. */
  readonly maxDelta: number;
  /** The difference of each pixel, row by row: its largest channel difference, 0 where both are equal. */
  readonly deltas: Uint8Array;
}

/** Compares two pictures laid corner on corner; where they differ in size, the larger one sets the frame. */
export function findDifference(before: Pixels, after: Pixels): Difference {
  const width = Math.max(before.width, after.width);
  const height = Math.max(before.height, after.height);
  const deltas = new Uint8Array(width * height);
  let count = 0;
  let maxDelta = 0;
  for (let at = 0; at < deltas.length; at += 1) {
    const x = at % width;
    const y = (at - x) / width;
    const delta = deltaAt(before, after, { x, y });
    deltas[at] = delta;
    if (delta > 0) count += 1;
    if (delta > maxDelta) maxDelta = delta;
  }
  return { width, height, count, maxDelta, deltas };
}

/** Largest channel difference of one pixel. Two pixels that are both fully transparent look alike and are equal. */
function deltaAt(before: Pixels, after: Pixels, { x, y }: { x: number; y: number }): number {
  const a = offsetOf(before, x, y);
  const b = offsetOf(after, x, y);
  if (a === null || b === null) return 255;
  const invisible = before.rgba[a + 3] === 0 && after.rgba[b + 3] === 0;
  if (invisible) return 0;
  let largest = 0;
  for (let channel = 0; channel < 4; channel += 1) {
    largest = Math.max(largest, Math.abs((before.rgba[a + channel] ?? 0) - (after.rgba[b + channel] ?? 0)));
  }
  return largest;
}

function offsetOf({ width, height }: Pixels, x: number, y: number): number | null {
  return x < width && y < height ? (y * width + x) * 4 : null;
}

const HIGHLIGHT = [255, 64, 160] as const;
const FAINTEST = 96;
const DIMMED = 0.22;

/**
 * Paints a difference: what differs glows, the stronger the more it differs; what is equal is the first picture, grey
 * and faint, so that one sees where on it the difference lies.
 *
 * @returns straight RGBA, row by row.
 */
export function paintDifference(difference: Difference, before: Pixels): Uint8ClampedArray<ArrayBuffer> {
  const { width, height, deltas } = difference;
  const painted = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < deltas.length; at += 1) {
    const delta = deltas[at] ?? 0;
    const grey = delta > 0 ? 0 : greyAt(before, { x: at % width, y: Math.floor(at / width) });
    const strength = delta === 0 ? 255 : FAINTEST + ((255 - FAINTEST) * delta) / 255;
    painted.set(delta > 0 ? [...HIGHLIGHT, strength] : [grey, grey, grey, 255], at * 4);
  }
  return painted;
}

function greyAt(picture: Pixels, { x, y }: { x: number; y: number }): number {
  const at = offsetOf(picture, x, y);
  if (at === null) return 0;
  const [red = 0, green = 0, blue = 0, alpha = 0] = picture.rgba.subarray(at, at + 4);
  return ((0.2126 * red + 0.7152 * green + 0.0722 * blue) * alpha * DIMMED) / 255;
}
