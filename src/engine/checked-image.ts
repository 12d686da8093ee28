import { decodeImage, pixelSha256 } from "../adapters/images/png.ts";
import type { ImageRecord } from "../core/assets/evidence.ts";
import type { Digest } from "../core/canonical/digest.ts";
import type { CheckedImage } from "../core/checks/check.ts";
import type { Blobs } from "../store/blobs.ts";

/** Reads a stored image back and decodes it: checks judge what is on disk, not what was meant to be written. */
export async function loadCheckedImage(blobs: Blobs, image: ImageRecord): Promise<CheckedImage> {
  const { variant, part } = image;
  const decoded = await decodeImage(await blobs.get(image.blob as Digest));
  if (decoded === undefined) return { variant, part, pixelSha256: null, mode: null, pixels: null };
  return { variant, part, pixelSha256: pixelSha256(decoded.pixels), mode: decoded.mode, pixels: decoded.pixels };
}
