import { TouchstoneError } from "../../core/errors.ts";
import type { Pixels } from "../../core/checks/check.ts";
import type { ContactSheet } from "../../core/report/contact-sheet.ts";
import { loadSharp } from "./load-sharp.ts";
import { type Box, layOutSheet, type PlacedText, type SheetLayout, type Tone } from "./contact-sheet-layout.ts";
import type { PlacedImage } from "./arrange-images.ts";
import { textPixels } from "./pixel-font.ts";
import { decodeImage } from "./png.ts";

type Rgb = readonly [red: number, green: number, blue: number];

const grey = (value: number): Rgb => [value, value, value];

// The Studio's tokens (greys without tint, outcomes in OKLCH), worked out to sRGB.
const PAGE = grey(13);
const SURROUND = grey(46);
const CHECK_LIGHT = grey(56);
const CHECK_DARK = grey(38);
const RULE = grey(51);
const TONES: Readonly<Record<Tone, Rgb>> = {
  text: grey(232),
  mute: grey(152),
  unknown: grey(152),
  stale: grey(152),
  pass: [94, 201, 149],
  fail: [255, 98, 84],
  uncertain: [94, 181, 246],
  exception: [221, 119, 210],
  gold: [239, 193, 83],
};
const CHECK_PX = 8;
const CHANNELS = 3;

/**
 * Draws a contact sheet as one PNG: every image at a whole zoom on a checkerboard, grouped and labelled.
 *
 * Labels use a font of our own, so the picture is the same on machines without fonts.
 *
 * @returns the file; the same sheet gives the same bytes with the same libvips.
 * @throws TouchstoneError STORE_DAMAGED when an image of the sheet cannot be decoded.
 */
export async function renderContactSheetPng(sheet: ContactSheet): Promise<Uint8Array> {
  const layout = layOutSheet(sheet);
  const { width, height } = layout;
  const canvas: Canvas = { width, rgb: new Uint8Array(width * height * CHANNELS) };
  fill(canvas, { x: 0, y: 0, width, height }, PAGE);
  for (const rule of layout.rules) fill(canvas, rule, RULE);
  for (const mat of layout.mats) fill(canvas, mat, SURROUND);
  for (const placed of layout.images) blit(canvas, placed, await decode(placed, sheet));
  for (const text of layout.texts) write(canvas, text);
  return await encode(canvas, layout);
}

interface Canvas {
  readonly width: number;
  readonly rgb: Uint8Array;
}

async function encode({ rgb }: Canvas, { width, height }: SheetLayout): Promise<Uint8Array> {
  return await (
    await loadSharp()
  )(rgb, { raw: { width, height, channels: CHANNELS } })
    .png({ compressionLevel: 9, palette: false })
    .toBuffer();
}

async function decode({ image }: PlacedImage, sheet: ContactSheet): Promise<Pixels> {
  const decoded = await decodeImage(Buffer.from(image.pngBase64, "base64"));
  if (decoded !== undefined) return decoded.pixels;
  throw new TouchstoneError("STORE_DAMAGED", `image \`${image.pixelSha256}\` of \`${sheet.projectTitle}\` cannot be decoded`, {
    hint: "Run `touchstone verify` to see which files are damaged",
  });
}

function fill({ rgb, width }: Canvas, box: Box, [red, green, blue]: Rgb): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let at = (y * width + box.x) * CHANNELS; at < (y * width + box.x + box.width) * CHANNELS; at += CHANNELS) {
      rgb[at] = red;
      rgb[at + 1] = green;
      rgb[at + 2] = blue;
    }
  }
}

/** Lays an image over its checkerboard, each pixel as a whole square. */
function blit(canvas: Canvas, placed: PlacedImage, { width, height, rgba }: Pixels): void {
  for (let y = 0; y < placed.height; y++) {
    const row = Math.floor((y * height) / placed.height) * width;
    for (let x = 0; x < placed.width; x++) {
      const from = (row + Math.floor((x * width) / placed.width)) * 4;
      const isLight = (Math.floor(x / CHECK_PX) + Math.floor(y / CHECK_PX)) % 2 === 0;
      const alpha = rgba[from + 3] ?? 0;
      const under = isLight ? CHECK_LIGHT[0] : CHECK_DARK[0];
      const to = ((placed.y + y) * canvas.width + placed.x + x) * CHANNELS;
      for (let channel = 0; channel < CHANNELS; channel++) {
        canvas.rgb[to + channel] = Math.round(((rgba[from + channel] ?? 0) * alpha + under * (255 - alpha)) / 255);
      }
    }
  }
}

function write(canvas: Canvas, { x, y, text, tone, scale }: PlacedText): void {
  for (const pixel of textPixels(text)) {
    const left = x + pixel.x * scale;
    // A label longer than the sheet is cut at its edge.
    if (left + scale > canvas.width) continue;
    fill(canvas, { x: left, y: y + pixel.y * scale, width: scale, height: scale }, TONES[tone]);
  }
}
