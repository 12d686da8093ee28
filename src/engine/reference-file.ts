import type { ReferenceFile } from "../adapters/rendering/image-backend.ts";
import { decodeImage, encodePng, pixelSha256 } from "../adapters/images/png.ts";
import type { Plan } from "../core/assets/plan/plan.ts";
import { TouchstoneError } from "../core/errors.ts";
import { readReference } from "./references.ts";
import type { Studio } from "./studio.ts";

/** The references of a plan as files that a renderer can read. */
export function referenceFiles(studio: Studio, plan: Plan): readonly ReferenceFile[] {
  return plan.references.map(({ ref, pixelSha256: planned }) => ({
    ref,
    pixelSha256: planned,
    read: async () => await readPlanned(studio, ref, planned),
  }));
}

/**
 * Reads a reference whose pixels a plan has fixed. It is encoded anew as a plain PNG: an image server must not decode the
 * same picture differently because of how a file was written.
 */
async function readPlanned(studio: Studio, ref: string, planned: string): Promise<Uint8Array> {
  const bytes = await readReference(studio, ref);
  const decoded = bytes === undefined ? undefined : await decodeImage(bytes);
  if (decoded !== undefined && pixelSha256(decoded.pixels) === planned) return await encodePng(decoded.pixels);
  const what = decoded === undefined ? "is missing" : "is not the picture that it was when this was planned";
  throw new TouchstoneError("REFERENCE_CHANGED", `reference \`${ref}\` ${what}`, {
    hint: "Put it back, or run `touchstone spec rebind` for the spec to adopt the new one",
  });
}
