import { createHash } from "node:crypto";
import type { Pixels } from "../../core/checks/check.ts";
import { loadSharp } from "./load-sharp.ts";

/** Largest image that is decoded, in pixels. A small file can claim billions; the claim is refused before memory is taken. */
export const MAX_PIXELS = 4096 * 4096;

/** Encodes straight RGBA as a PNG with alpha. The same pixels give the same bytes with the same libvips. */
export async function encodePng(pixels: Pixels): Promise<Uint8Array> {
  const sharp = await loadSharp();
  const raw = { width: pixels.width, height: pixels.height, channels: 4 } as const;
  return await sharp(pixels.rgba, { raw }).png({ compressionLevel: 6, adaptiveFiltering: false, palette: false }).toBuffer();
}

export interface DecodedImage {
  readonly pixels: Pixels;
  /** Colour mode of the stored file, e.g. `rgba8`, `rgb8`, `grey16`. */
  readonly mode: string;
}

/**
 * Decodes an image file to straight RGBA.
 *
 * @returns undefined when the bytes are not an image that can be decoded within the pixel cap: a finding, not a failure.
 */
export async function decodeImage(bytes: Uint8Array): Promise<DecodedImage | undefined> {
  // Outside of what may fail on account of the bytes: a library that is missing is no finding.
  const sharp = await loadSharp();
  try {
    const image = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" });
    const { channels, depth } = await image.metadata();
    const { data, info } = await image
      .toColourspace("srgb")
      .ensureAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    const pixels = {
      width: info.width,
      height: info.height,
      rgba: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
    };
    return { pixels, mode: `${MODES[channels ?? 0] ?? "other"}${depth === "ushort" ? 16 : 8}` };
  } catch (cause) {
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

const MODES: Readonly<Record<number, string>> = { 1: "grey", 2: "greya", 3: "rgb", 4: "rgba" };

/** SHA-256 over size and decoded RGBA: equal pictures have equal values, whatever encoder wrote them. */
export function pixelSha256(pixels: Pixels): string {
  const hash = createHash("sha256").update(`${pixels.width}x${pixels.height}\n`).update(pixels.rgba);
  return `sha256:${hash.digest("hex")}`;
}

/** The most frequent opaque colours, most frequent first, as `#rrggbb`; ties by value. */
export function frequentColors({ rgba }: Pixels, count: number): readonly string[] {
  const seen = new Map<number, number>();
  for (let at = 0; at < rgba.length; at += 4) {
    if ((rgba[at + 3] ?? 0) < 128) continue;
    const colour = ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);
    seen.set(colour, (seen.get(colour) ?? 0) + 1);
  }
  const ranked = [...seen].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]);
  return ranked.slice(0, count).map(([colour]) => `#${colour.toString(16).padStart(6, "0")}`);
}
