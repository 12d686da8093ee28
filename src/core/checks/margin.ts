import type { Background } from "../assets/records/contract.ts";
import type { Check, CheckInput, Pixels } from "./check.ts";
import { alphaAt, rgbAt, WHITE } from "./colour.ts";
import { type Finding, judgeImages, notApplicable } from "./findings.ts";
import { countOf } from "./words.ts";

const NAME = { check: "margin", version: 1 };

/**
 * The outer `marginPx` pixels on every side are empty: transparent, or pure white where the contract lets the background
 * be white. Where the contract names no empty colour, an image without any transparent pixel is `uncertain`: nobody
 * can tell its background from its subject.
 *
 * Not applicable without a margin, or with one of 0. Source: contracts section 4 (hard facts); SPEC.md C6.
 */
export function checkMargin({ contract, images }: CheckInput): Check {
  const marginPx = contract.marginPx?.value ?? 0;
  if (marginPx === 0) return notApplicable(NAME);
  const background = contract.background?.value ?? "any";
  const check = judgeImages(NAME, images, (pixels) => judgeMargin(pixels, marginPx, background));
  return { ...check, evidence: { ...check.evidence, numbers: { ...check.evidence.numbers, marginPx } } };
}

function judgeMargin(pixels: Pixels, marginPx: number, background: Background): Finding {
  const mayBeWhite = background === "white" || background === "white_or_transparent";
  const strayPixels = countStray(pixels, marginPx, mayBeWhite);
  if (strayPixels === 0) return { outcome: "pass", numbers: { strayPixels } };
  if (mayBeWhite || background === "transparent" || hasTransparency(pixels)) {
    return { outcome: "fail", numbers: { strayPixels }, defect: `${countOf(strayPixels, "pixel")} in the margin of ${marginPx}` };
  }
  return { outcome: "uncertain", numbers: { strayPixels }, defect: "is opaque, so its margin cannot be told from its subject" };
}

function countStray({ width, height, rgba }: Pixels, marginPx: number, mayBeWhite: boolean): number {
  let count = 0;
  for (let y = 0; y < height; y++) {
    const isEdgeRow = y < marginPx || y >= height - marginPx;
    for (let x = 0; x < width; x++) {
      // Inside the frame there is nothing to see: jump to its right side.
      if (!isEdgeRow && x === marginPx && x < width - marginPx) x = width - marginPx;
      const at = (y * width + x) * 4;
      const isEmpty = alphaAt(rgba, at) === 0 || (mayBeWhite && alphaAt(rgba, at) === 255 && rgbAt(rgba, at) === WHITE);
      if (!isEmpty) count += 1;
    }
  }
  return count;
}

function hasTransparency({ rgba }: Pixels): boolean {
  for (let at = 0; at < rgba.length; at += 4) if (alphaAt(rgba, at) === 0) return true;
  return false;
}
