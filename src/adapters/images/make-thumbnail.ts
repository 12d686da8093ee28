import type { Sharp } from "sharp";
import { thumbnailSize, type ThumbnailEdge } from "../../core/view/thumbnail-edge.ts";
import { loadSharp } from "./load-sharp.ts";
import { MAX_PIXELS } from "./png.ts";
import type { PictureFile } from "./strip-png-metadata.ts";

/** Side of the grid of pixels that is looked at to tell pixel art, in pixels. */
const SAMPLE_PX = 128;

/**
 * Pictures with no more colours than this in their sample are pixel art, or drawn in flat colours. A guess: the palettes
 * of pixel art have 4 to 64 colours, and a single soft gradient has more. A picture that comes out wrong would move it.
 */
const FEW_COLOURS = 64;

/** Quality of WebP from 1 to 100: no artefacts to be seen at this size, and a sixth of the bytes of a PNG. */
const QUALITY = 85;

/**
 * Makes a picture smaller, for lists. Pixel art keeps its colours and its edges: each pixel of the thumbnail is one of the
 * picture's own. Other pictures are reduced smoothly.
 *
 * @returns a WebP file; the picture's own bytes where it is no larger than the edge; undefined where it cannot be decoded
 *          or claims more pixels than are ever decoded.
 */
export async function makeThumbnail(picture: PictureFile, edge: ThumbnailEdge): Promise<Uint8Array | undefined> {
  const { bytes, width, height } = picture;
  if (Math.max(width, height) <= edge) return bytes;
  if (width * height > MAX_PIXELS) return undefined;
  const sharp = await loadSharp();
  const open = (): Sharp => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: "error" });
  const size = { ...thumbnailSize(picture, edge), fit: "fill" } as const;
  try {
    const crisp = await hasFewColours(open());
    const reduced = open().resize({ ...size, kernel: crisp ? "nearest" : "lanczos3" });
    return await reduced.webp(crisp ? { lossless: true } : { quality: QUALITY }).toBuffer();
  } catch (cause) {
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

async function hasFewColours(image: Sharp): Promise<boolean> {
  const sample = image.resize({ width: SAMPLE_PX, height: SAMPLE_PX, fit: "fill", kernel: "nearest" });
  const rgba = await sample.toColourspace("srgb").ensureAlpha().raw({ depth: "uchar" }).toBuffer();
  const colours = new Set<number>();
  for (let at = 0; at < rgba.length && colours.size <= FEW_COLOURS; at += 4) colours.add(rgba.readUInt32LE(at));
  return colours.size <= FEW_COLOURS;
}
