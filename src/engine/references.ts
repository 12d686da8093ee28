import { decodeImage, frequentColors, pixelSha256 } from "../adapters/images/png.ts";
import { readProjectBytes } from "../adapters/files/project-files.ts";
import type { ReferenceInput } from "../core/assets/plan/inputs.ts";
import { isRecordId } from "../core/canonical/ids.ts";
import type { Digest } from "../core/canonical/digest.ts";
import type { Studio } from "./studio.ts";

/** How many colours an anchor offers as palette source. Guess: more than any ramp set needs. */
const ANCHOR_COLORS = 16;

/** Looks up reference images: a version's first image by its id, or an image file of the project. */
export async function loadReferences(studio: Studio, refs: readonly string[]): Promise<readonly ReferenceInput[]> {
  return await Promise.all(refs.map(async (ref) => describe(ref, await readReference(studio, ref))));
}

/** The bytes of a reference; undefined when there is no such image. */
export async function readReference(studio: Studio, ref: string): Promise<Uint8Array | undefined> {
  if (!isRecordId(ref)) return await readProjectBytes(studio.projectDir, ref);
  const image = studio.store?.listImages([ref])[0];
  return image === undefined ? undefined : await studio.store?.blobs.get(image.blob as Digest);
}

async function describe(ref: string, bytes: Uint8Array | undefined): Promise<ReferenceInput> {
  const decoded = bytes === undefined ? undefined : await decodeImage(bytes);
  if (decoded === undefined) return { ref, pixelSha256: null, colors: [] };
  return { ref, pixelSha256: pixelSha256(decoded.pixels), colors: frequentColors(decoded.pixels, ANCHOR_COLORS) };
}
