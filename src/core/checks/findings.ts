import type { Check, CheckedImage, Pixels } from "./check.ts";
import { nameImage } from "./words.ts";

/** Which check reports, with the version of its rules. */
export interface CheckName {
  readonly check: string;
  readonly version: number;
}

/** What a check found in one image. */
export interface Finding {
  readonly outcome: "pass" | "fail" | "uncertain";
  readonly numbers: Readonly<Record<string, number>>;
  /** What is wrong, e.g. `3 pixels in the margin`; only where the outcome is not a pass. */
  readonly defect?: string;
}

/** The report of a check that the contract does not ask for. */
export function notApplicable({ check, version }: CheckName): Check {
  return { check, version, outcome: "not_applicable", severity: "hard", evidence: { numbers: {} } };
}

const UNDECODED: Finding = { outcome: "uncertain", numbers: {}, defect: "could not be measured: no pixels" };

/**
 * Runs one hard check over each image and reports the worst finding; numbers are summed over the images.
 *
 * An image without pixels is `uncertain` here (`decodable` fails it), and so is a version without images: what was not
 * measured is never a pass.
 */
export function judgeImages(
  name: CheckName,
  images: readonly CheckedImage[],
  judge: (pixels: Pixels, image: CheckedImage) => Finding,
): Check {
  const findings = images.map((image) => ({ image, ...(image.pixels === null ? UNDECODED : judge(image.pixels, image)) }));
  const numbers: Record<string, number> = { images: images.length };
  for (const finding of findings) {
    for (const [key, value] of Object.entries(finding.numbers)) numbers[key] = (numbers[key] ?? 0) + value;
  }
  const defects = findings.flatMap(({ image, defect }) => (defect === undefined ? [] : [`${nameImage(image)}: ${defect}`]));
  return report(name, { outcome: worst(findings), numbers, defects });
}

function worst(findings: readonly Finding[]): Finding["outcome"] {
  if (findings.some((finding) => finding.outcome === "fail")) return "fail";
  return findings.length > 0 && findings.every((finding) => finding.outcome === "pass") ? "pass" : "uncertain";
}

/** Defects that a note spells out; the rest are counted. Guess: as many as fit on a screen beside the image. */
const DEFECTS_SHOWN = 8;

/** Builds the report of a hard check; the note lists its defects. */
export function report(
  { check, version }: CheckName,
  found: { outcome: Check["outcome"]; numbers: Readonly<Record<string, number>>; defects: readonly string[] },
): Check {
  const { outcome, numbers, defects } = found;
  const hidden = defects.length - DEFECTS_SHOWN;
  const shown = hidden > 0 ? [...defects.slice(0, DEFECTS_SHOWN), `and ${hidden} more`] : defects;
  const evidence = shown.length === 0 ? { numbers } : { numbers, note: shown.join("; ") };
  return { check, version, outcome, severity: "hard", evidence };
}
