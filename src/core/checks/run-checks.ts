import { checkBackground } from "./background.ts";
import { checkBlank } from "./blank.ts";
import type { Check, CheckInput, CheckedImage } from "./check.ts";
import { checkDecodable } from "./decodable.ts";
import { checkDuplicateFrame } from "./duplicate-frame.ts";
import { checkMargin } from "./margin.ts";
import { checkMaxColors } from "./max-colors.ts";
import { checkPalette } from "./palette.ts";
import { checkRequiredParts } from "./required-parts.ts";
import { checkSize } from "./size.ts";
import { checkUnmeasured } from "./unmeasured.ts";

const CHECKS: readonly ((input: CheckInput) => Check)[] = [
  checkDecodable,
  checkRequiredParts,
  checkSize,
  checkBackground,
  checkBlank,
  checkMargin,
  checkMaxColors,
  checkDuplicateFrame,
  checkPalette,
];

/**
 * Runs every check over a version's images.
 *
 * @returns one report per check, always the same checks in the same order; those that the contract does not ask for say
 *          `not_applicable`. The order of `images` changes nothing.
 *
 * Source: contracts section 4; SPEC.md C13.
 */
export function runChecks(input: CheckInput): readonly Check[] {
  const ordered = { ...input, images: inPlanOrder(input) };
  return [...CHECKS.map((check) => check(ordered)), ...checkUnmeasured(ordered)];
}

function inPlanOrder({ images, output }: CheckInput): readonly CheckedImage[] {
  const placeOf = (image: CheckedImage): number => output.parts.indexOf(image.part);
  return images.toSorted((a, b) => a.variant - b.variant || placeOf(a) - placeOf(b));
}
