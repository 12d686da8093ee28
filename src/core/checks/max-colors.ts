import type { Check, CheckInput, Pixels } from "./check.ts";
import { alphaAt, rgbAt } from "./colour.ts";
import { type Finding, judgeImages, notApplicable } from "./findings.ts";

const NAME = { check: "max_colors", version: 1 };

/**
 * No image has more distinct colours than `maxColors`. Colours are RGB values of pixels that are not fully transparent; a
 * white background counts as one. Not applicable without a limit.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C7.
 */
export function checkMaxColors({ contract, images }: CheckInput): Check {
  const limit = contract.maxColors?.value;
  if (limit === undefined) return notApplicable(NAME);
  let most = 0;
  const check = judgeImages(NAME, images, (pixels): Finding => {
    const colours = countColours(pixels);
    most = Math.max(most, colours);
    if (colours <= limit) return { outcome: "pass", numbers: { overLimit: 0 } };
    return { outcome: "fail", numbers: { overLimit: 1 }, defect: `${colours} colours, at most ${limit} are allowed` };
  });
  return { ...check, score: most, threshold: limit };
}

/** One bit per possible colour: as fast for noise as for flat art, where a Set is 20 times slower. */
function countColours({ rgba }: Pixels): number {
  const seen = new Uint8Array(2 ** 21);
  let count = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    if (alphaAt(rgba, at) === 0) continue;
    const colour = rgbAt(rgba, at);
    const byte = colour >>> 3;
    const bit = 1 << (colour & 7);
    const bits = seen[byte] ?? 0;
    if ((bits & bit) === 0) count += 1;
    seen[byte] = bits | bit;
  }
  return count;
}
