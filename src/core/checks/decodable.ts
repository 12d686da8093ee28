import type { Check, CheckInput, CheckedImage } from "./check.ts";
import { nameImage } from "./words.ts";
import { report } from "./findings.ts";

const NAME = { check: "decodable", version: 1 };

/**
 * Every image's bytes decode to as many pixels as its size says. Always asked for: what cannot be read is no result.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C1.
 */
export function checkDecodable({ images }: CheckInput): Check {
  const broken = images.filter((image) => !isDecoded(image));
  const defects = broken.map((image) => `${nameImage(image)}: could not be decoded`);
  if (images.length === 0) defects.push("there is no image");
  return report(NAME, {
    outcome: defects.length === 0 ? "pass" : "fail",
    numbers: { images: images.length, undecodable: broken.length },
    defects,
  });
}

function isDecoded({ pixels }: CheckedImage): boolean {
  if (pixels === null || pixels.width < 1 || pixels.height < 1) return false;
  return pixels.rgba.length === pixels.width * pixels.height * 4;
}
