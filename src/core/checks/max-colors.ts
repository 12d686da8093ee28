import type { Check, CheckInput, Pixels } from "./check.ts";
import { alphaAt, rgbAt } from "./colour.ts";
import { type Finding, judgeImages, notApplicable } from "./findings.ts";
import { countOf } from "./words.ts";

const NAME = { check: "max_colors", version: 1 };

/** 2^32 divided by the golden ratio: spreads neighbouring colours over the table. Source: Knuth, TAOCP 3, section 6.4. */
const GOLDEN = 0x9e3779b1;

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
    return { outcome: "fail", numbers: { overLimit: 1 }, defect: `${countOf(colours, "colour")}, at most ${limit} allowed` };
  });
  return { ...check, score: most, threshold: limit };
}

/**
 * Counts distinct values by open addressing in a table twice the number of pixels. Measured against a `Set`: 0.9 ms
 * instead of 3.4 ms for 256x256 pixels of noise, and no slower for flat art.
 */
function countColours({ rgba }: Pixels): number {
  const tableBits = 33 - Math.clz32(rgba.length / 4);
  const slots = new Int32Array(2 ** tableBits);
  let count = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    if (alphaAt(rgba, at) === 0) continue;
    // One more than the colour, because 0 marks an empty slot.
    const entry = rgbAt(rgba, at) + 1;
    let slot = Math.imul(entry, GOLDEN) >>> (32 - tableBits);
    while (slots[slot] !== 0 && slots[slot] !== entry) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === 0) count += 1;
    slots[slot] = entry;
  }
  return count;
}
