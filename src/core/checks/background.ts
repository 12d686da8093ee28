import type { Background } from "../assets/records/contract.ts";
import type { Check, CheckInput, Pixels } from "./check.ts";
import { alphaAt, rgbAt, WHITE } from "./colour.ts";
import { type Finding, judgeImages, notApplicable } from "./findings.ts";
import { countOffWhite } from "./off-white.ts";
import { countOf } from "./words.ts";

const NAME = { check: "background", version: 1 };

/**
 * Corners that must break the demand before it surely is not met. A subject may reach one or two corners on purpose (a
 * bust, a diagonal sword), so fewer are `uncertain`. A guess; a background left in place shows in all four.
 */
const SURE_CORNERS = 3;

/**
 * The pixels behind the subject are what the contract demands:
 * - `transparent`: some pixel is fully transparent, and so are all corners.
 * - `white`: no pixel lets anything through, all corners are pure white, and so is all that joins the border.
 * - `white_or_transparent`: one of the two, image by image.
 * - `opaque`: no pixel lets anything through.
 * - `any`, or no demand: not applicable.
 *
 * Source: contracts section 4 (hard facts); SPEC.md C3, C4.
 */
export function checkBackground({ contract, images }: CheckInput): Check {
  const asked = contract.background?.value ?? "any";
  return asked === "any" ? notApplicable(NAME) : judgeImages(NAME, images, JUDGES[asked]);
}

const JUDGES: Readonly<Record<Exclude<Background, "any">, (pixels: Pixels) => Finding>> = {
  transparent: judgeTransparent,
  white: judgeWhite,
  white_or_transparent: judgeEither,
  opaque: judgeOpaque,
};

function judgeTransparent(pixels: Pixels): Finding {
  const transparentPixels = countPixels(pixels, (alpha) => alpha === 0);
  const badCorners = countCorners(pixels, (at) => alphaAt(pixels.rgba, at) !== 0);
  const numbers = { transparentPixels, badCorners };
  if (transparentPixels === 0) return { outcome: "fail", numbers, defect: "has no transparent pixel" };
  if (badCorners === 0) return { outcome: "pass", numbers };
  return { outcome: judgeCorners(badCorners), numbers, defect: `${badCorners} of 4 corners not transparent` };
}

function judgeWhite(pixels: Pixels): Finding {
  const seeThroughPixels = countPixels(pixels, (alpha) => alpha < 255);
  const badCorners = countCorners(pixels, (at) => rgbAt(pixels.rgba, at) !== WHITE);
  const offWhitePixels = countOffWhite(pixels);
  const numbers = { seeThroughPixels, badCorners, offWhitePixels };
  if (seeThroughPixels > 0) return { outcome: "fail", numbers, defect: `${countOf(seeThroughPixels, "pixel")} not opaque` };
  if (badCorners > 0) return { outcome: judgeCorners(badCorners), numbers, defect: `${badCorners} of 4 corners not pure white` };
  if (offWhitePixels === 0) return { outcome: "pass", numbers };
  return { outcome: "uncertain", numbers, defect: `${countOf(offWhitePixels, "background pixel")} nearly, not purely white` };
}

/** Transparency decides which of the two was meant: a white corner of a cut-out is no white background. */
function judgeEither(pixels: Pixels): Finding {
  const isCutOut = countPixels(pixels, (alpha) => alpha === 0) > 0;
  return isCutOut ? judgeTransparent(pixels) : judgeWhite(pixels);
}

function judgeOpaque(pixels: Pixels): Finding {
  const seeThroughPixels = countPixels(pixels, (alpha) => alpha < 255);
  const numbers = { seeThroughPixels };
  if (seeThroughPixels === 0) return { outcome: "pass", numbers };
  return { outcome: "fail", numbers, defect: `${countOf(seeThroughPixels, "pixel")} not opaque` };
}

function judgeCorners(badCorners: number): "fail" | "uncertain" {
  return badCorners >= SURE_CORNERS ? "fail" : "uncertain";
}

function countPixels({ rgba }: Pixels, matches: (alpha: number) => boolean): number {
  let count = 0;
  for (let at = 0; at < rgba.length; at += 4) if (matches(alphaAt(rgba, at))) count += 1;
  return count;
}

function countCorners({ width, height }: Pixels, matches: (at: number) => boolean): number {
  const last = width * height - 1;
  return [0, width - 1, last - (width - 1), last].filter((pixel) => matches(pixel * 4)).length;
}
