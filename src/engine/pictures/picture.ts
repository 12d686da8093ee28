import { stripPngMetadata, type PictureFile } from "../../adapters/images/strip-png-metadata.ts";
import type { ImageRecord } from "../../core/assets/evidence.ts";
import type { Digest } from "../../core/canonical/digest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { imageName } from "../../core/report/image-name.ts";
import type { Blobs } from "../../store/blobs.ts";

/**
 * A stored image as it may leave the project: without the prompts and names of local files that a renderer wrote into its
 * file. The stored file stays as it was made.
 *
 * @returns undefined when the blob is no whole PNG file.
 * @throws TouchstoneError STORE_DAMAGED when the blob is missing or holds other bytes.
 */
export async function readPicture(blobs: Blobs, digest: Digest): Promise<PictureFile | undefined> {
  return stripPngMetadata(await blobs.get(digest));
}

/**
 * The same for an image of a version.
 *
 * @returns the file's bytes.
 * @throws TouchstoneError STATE_CONFLICT when it is no whole PNG file: what must stay here cannot be told apart in it.
 */
export async function exportImage(blobs: Blobs, image: ImageRecord): Promise<Uint8Array> {
  const picture = await readPicture(blobs, image.blob as Digest);
  if (picture !== undefined) return picture.bytes;
  throw new TouchstoneError("STATE_CONFLICT", `\`${imageName(image)}\` is not a whole PNG file`, {
    hint: "Make it again: in this file the picture cannot be told from what its renderer wrote beside it",
  });
}
