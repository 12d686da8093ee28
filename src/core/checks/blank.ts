import type { Check, CheckInput, Pixels } from "./check.ts";
import { type Finding, judgeImages } from "./findings.ts";

const NAME = { check: "blank", version: 1 };

/**
 * Alpha up to which a pixel counts as dust that nobody sees (of 255). An image of nothing but dust is not surely blank,
 * so it is `uncertain`. Source: low-alpha dust of shipped art was measured at alpha <= 8.
 */
const DUST_ALPHA = 8;

/**
 * Every image shows something: not all pixels are transparent, and not all are alike. Always asked for. A single pixel
 * cannot differ from its neighbours, so an image of 1x1 only has to be visible.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C5.
 */
export function checkBlank({ images }: CheckInput): Check {
  return judgeImages(NAME, images, judgeBlank);
}

function judgeBlank(pixels: Pixels): Finding {
  const { strongestAlpha, isUniform } = survey(pixels);
  if (strongestAlpha === 0) return { outcome: "fail", numbers: { blank: 1 }, defect: "nothing is visible" };
  const isOnePixel = pixels.width * pixels.height === 1;
  if (isUniform && !isOnePixel) return { outcome: "fail", numbers: { blank: 1 }, defect: "all pixels are alike" };
  if (strongestAlpha > DUST_ALPHA) return { outcome: "pass", numbers: { blank: 0 } };
  return { outcome: "uncertain", numbers: { blank: 0 }, defect: `no pixel has more alpha than ${strongestAlpha} of 255` };
}

/** Colours under alpha 0 are nobody's business: two transparent pixels are alike. */
function survey({ rgba }: Pixels): { strongestAlpha: number; isUniform: boolean } {
  let strongestAlpha = 0;
  let isUniform = true;
  const first = paintAt(rgba, 0);
  // A picture shows itself within a few rows: no need to look further.
  for (let at = 0; at < rgba.length && (isUniform || strongestAlpha <= DUST_ALPHA); at += 4) {
    strongestAlpha = Math.max(strongestAlpha, rgba[at + 3] ?? 0);
    isUniform &&= paintAt(rgba, at) === first;
  }
  return { strongestAlpha, isUniform };
}

function paintAt(rgba: Uint8Array, at: number): number {
  const alpha = rgba[at + 3] ?? 0;
  if (alpha === 0) return 0;
  return (((rgba[at] ?? 0) << 24) | ((rgba[at + 1] ?? 0) << 16) | ((rgba[at + 2] ?? 0) << 8) | alpha) >>> 0;
}
