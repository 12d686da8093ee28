import { z } from "zod";
import { writeImages } from "../adapters/files/export-files.ts";
import type { ImageRecord } from "../core/assets/evidence.ts";
import { TouchstoneError } from "../core/errors.ts";
import { loadEvidence } from "./assets.ts";
import { OutPath } from "./out-path.ts";
import { exportImage } from "./pictures/picture.ts";
import { getVersion, storeOf } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Writes a version's images as PNG files, without what their renderer wrote into them beside the picture. */
export const assetExportVerb = defineVerb({
  name: "asset.export",
  summary: "Write a version's images as PNG files",
  access: "read",
  local: true,
  input: z.strictObject({
    version: z.string().describe("Version id"),
    out: OutPath.describe("File for one image, folder for several; a slash at its end makes it a folder"),
    variant: z.int().min(0).optional().describe("Only this variant, from 0"),
    part: z.string().optional().describe("Only this part, e.g. `frame:0` or `state:hover`"),
  }),
  async run(studio, input): Promise<{ files: readonly { path: string; variant: number; part: string | null }[] }> {
    const store = storeOf(studio);
    const { evidence } = await loadEvidence(store, getVersion(store, input.version));
    const wanted = evidence.images.filter(
      (image) =>
        (input.variant === undefined || image.variant === input.variant) &&
        (input.part === undefined || image.part === input.part),
    );
    if (wanted.length === 0) throw noSuchImage(input.version, evidence.images);
    const files = await Promise.all(
      wanted.map(async (image) => ({
        name: fileName(evidence.specId, image),
        bytes: await exportImage(store.blobs, image),
      })),
    );
    const paths = await writeImages(input.out, files);
    return { files: wanted.map((image, index) => ({ path: paths[index] ?? "", variant: image.variant, part: image.part })) };
  },
});

/** E.g. `ember-sword.v0.png`, `lantern-walk.v0.frame-3.png`. */
function fileName(specId: string, { variant, part }: Pick<ImageRecord, "variant" | "part">): string {
  const middle = part === null ? "" : `.${part.replace(":", "-")}`;
  return `${specId}.v${variant}${middle}.png`;
}

function noSuchImage(versionId: string, images: readonly ImageRecord[]): TouchstoneError {
  const parts = [...new Set(images.map((image) => image.part ?? "(no part)"))].join(", ");
  const variants = 1 + Math.max(...images.map((image) => image.variant));
  return new TouchstoneError("IMAGE_NOT_FOUND", `version \`${versionId}\` has no such image`, {
    hint: `Choose a variant below ${variants} and one of these parts: ${parts}`,
  });
}
