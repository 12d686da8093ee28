import type { Check, CheckInput, Pixels } from "./check.ts";
import { alphaAt, rgbAt, WHITE } from "./colour.ts";
import { type Finding, judgeImages, notApplicable } from "./findings.ts";
import { countOf } from "./words.ts";

const NAME = { check: "palette", version: 1 };

/**
 * Every visible pixel has exactly one of the palette's colours; white is among them where the contract lets the
 * background be white.
 *
 * That all of them do is a fact, and a pass. That some do not is a failure where the palette is locked (`maxDistance` 0).
 * Otherwise it is `uncalibrated`: how far colours may stray before people see it, no one has measured yet.
 *
 * Source: contracts section 4; SPEC.md C8, C11.
 */
export function checkPalette({ contract, images }: CheckInput): Check {
  const asked = contract.palette?.value;
  if (asked === undefined) return notApplicable(NAME);
  const allowed = new Set(asked.colors.map((hex) => Number.parseInt(hex.slice(1), 16)));
  if (contract.background?.value.startsWith("white")) allowed.add(WHITE);

  const check = judgeImages(NAME, images, (pixels) => judgePalette(pixels, allowed));
  const isStray = check.outcome === "fail" && asked.maxDistance > 0;
  return isStray ? { ...check, outcome: "uncalibrated", severity: "soft" } : check;
}

function judgePalette({ rgba }: Pixels, allowed: ReadonlySet<number>): Finding {
  let visiblePixels = 0;
  let offPalettePixels = 0;
  for (let at = 0; at < rgba.length; at += 4) {
    if (alphaAt(rgba, at) === 0) continue;
    visiblePixels += 1;
    if (!allowed.has(rgbAt(rgba, at))) offPalettePixels += 1;
  }
  const numbers = { visiblePixels, offPalettePixels };
  if (visiblePixels === 0) return { outcome: "uncertain", numbers, defect: "has no visible pixel to compare" };
  if (offPalettePixels === 0) return { outcome: "pass", numbers };
  return {
    outcome: "fail",
    numbers,
    defect: `${offPalettePixels} of ${countOf(visiblePixels, "visible pixel")} not of the palette`,
  };
}
