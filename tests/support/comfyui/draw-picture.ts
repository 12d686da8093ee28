import { createHash } from "node:crypto";
import type { Mask, Picture } from "./picture.ts";
import type { Raster } from "./png-file.ts";

/** The subject is an ellipse of blocks in a few colours, on pure white: contracts of backgrounds, margins and colours hold. */
const GRID = 8;
const COLOURS = 4;
const RADIUS = 0.35;

type Rgb = readonly [number, number, number];

/** Draws one image of a batch. Equal pictures give equal bytes. */
export function drawPicture(picture: Picture, index: number): Raster {
  const channels = picture.alpha === null ? 3 : 4;
  const bytes = new Uint8Array(picture.width * picture.height * channels).fill(255);
  const raster: Raster = { width: picture.width, height: picture.height, channels, bytes };
  if (picture.alpha !== null) fillAlpha(bytes, picture.alpha.around);
  if ("rgb" in picture.paint) fillColour(raster, picture.paint.rgb);
  paintSubject(raster, subjectOf(picture, index), picture.alpha);
  return raster;
}

function fillAlpha(bytes: Uint8Array, value: number): void {
  const alpha = Math.round(value * 255);
  for (let at = 3; at < bytes.length; at += 4) bytes[at] = alpha;
}

function fillColour({ channels, bytes }: Raster, rgb: Rgb): void {
  for (let at = 0; at < bytes.length; at += channels) bytes.set(rgb, at);
}

/** The colour of each block; null where the picture is one colour and only its mask tells the subject. */
function subjectOf({ paint }: Picture, index: number): Rgb[] | null {
  if ("rgb" in paint) return null;
  const digest = createHash("sha256").update(`${paint.key}/${index}`).digest();
  const colours = Array.from({ length: COLOURS }, (_, colour): Rgb => {
    const [red = 0, green = 0, blue = 0] = digest.subarray(colour * 3, colour * 3 + 3);
    // Never white, which is the background's.
    return [red, green, blue & 0x7f];
  });
  const cells = createHash("sha512").update(digest).digest();
  return Array.from({ length: GRID * GRID }, (_, cell) => colours[(cells[cell] ?? 0) % COLOURS] ?? [0, 0, 0]);
}

function paintSubject(raster: Raster, cells: readonly Rgb[] | null, mask: Mask | null): void {
  const { width, height, channels, bytes } = raster;
  const alpha = Math.round((mask?.onSubject ?? 1) * 255);
  for (let y = 0; y < height; y++) {
    const across = ((y + 0.5) / height - 0.5) / RADIUS;
    const half = across * across < 1 ? RADIUS * Math.sqrt(1 - across * across) : 0;
    const end = Math.floor((0.5 + half) * width);
    const row = Math.floor((y * GRID) / height) * GRID;
    for (let x = Math.ceil((0.5 - half) * width); x < end; x++) {
      const at = (y * width + x) * channels;
      const cell = cells?.[row + Math.floor((x * GRID) / width)];
      if (cell !== undefined) {
        bytes[at] = cell[0];
        bytes[at + 1] = cell[1];
        bytes[at + 2] = cell[2];
      }
      if (channels === 4) bytes[at + 3] = alpha;
    }
  }
}
