import type { Check, CheckInput, CheckedImage } from "./check.ts";
import { nameImage } from "./words.ts";
import { notApplicable, report } from "./findings.ts";

const NAME = { check: "duplicate_frame", version: 1 };

/**
 * No two frames of one variant are the same picture, pixel for pixel: a frame that was not drawn anew is no animation.
 * Frames of different variants may agree. Not applicable to other kinds, nor to an animation of one frame.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C9.
 */
export function checkDuplicateFrame({ output, images }: CheckInput): Check {
  if (output.kind !== "animation" || output.parts.length < 2) return notApplicable(NAME);
  const first = new Map<string, CheckedImage>();
  const defects: string[] = [];
  for (const image of images) {
    const key = `${image.variant} ${image.pixelSha256}`;
    const twin = image.pixelSha256 === null ? undefined : first.get(key);
    if (twin === undefined) first.set(key, image);
    else defects.push(`${nameImage(image)}: same picture as ${twin.part ?? nameImage(twin)}`);
  }
  const unread = images.filter((image) => image.pixelSha256 === null).length;
  const isMeasured = images.length > 0 && unread === 0;
  return report(NAME, {
    outcome: defects.length > 0 ? "fail" : isMeasured ? "pass" : "uncertain",
    numbers: { images: images.length, duplicates: defects.length, unread },
    defects,
  });
}
