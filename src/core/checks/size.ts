import type { Check, CheckInput } from "./check.ts";
import { type Finding, judgeImages } from "./findings.ts";

const NAME = { check: "size", version: 1 };

/** Colour modes that game engines read without conversion: 8 bits per channel, no indexed or grey images. */
const MODES = ["rgba8", "rgb8"];

/**
 * Every image has exactly the contract's size, and 8-bit RGB or RGBA pixels. Without a size in the contract, only the
 * mode is judged.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C2.
 */
export function checkSize({ contract, images }: CheckInput): Check {
  const asked = contract.size?.value;
  return judgeImages(NAME, images, ({ width, height }, { mode }): Finding => {
    const isSized = asked === undefined || (width === asked.width && height === asked.height);
    const isMode = mode !== null && MODES.includes(mode);
    const numbers = { wrongSize: isSized ? 0 : 1, wrongMode: isMode ? 0 : 1 };
    if (isSized && isMode) return { outcome: "pass", numbers };
    const wrong = [
      ...(isSized ? [] : [`is ${width}x${height}, not ${asked.width}x${asked.height}`]),
      ...(isMode ? [] : [`has mode ${mode ?? "unknown"}, not ${MODES.join(" or ")}`]),
    ];
    return { outcome: "fail", numbers, defect: wrong.join(" and ") };
  });
}
