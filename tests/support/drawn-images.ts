import type { PlanContract } from "../../src/core/assets/plan/plan.ts";
import type { ContractFields } from "../../src/core/assets/records/contract.ts";
import type { CheckedImage, CheckInput, Pixels } from "../../src/core/checks/check.ts";

/** One pixel by one letter: `.` transparent, `w` pure white, `W` nearly white, `r`/`g`/`b` colours, `~` dust, `h` half red. */
const PAINT: Readonly<Record<string, readonly [number, number, number, number]>> = {
  ".": [7, 8, 9, 0],
  w: [255, 255, 255, 255],
  W: [250, 250, 250, 255],
  r: [255, 0, 0, 255],
  g: [0, 255, 0, 255],
  b: [0, 0, 255, 255],
  h: [255, 0, 0, 128],
  "~": [0, 0, 0, 3],
};

/** Draws a picture from rows of letters, e.g. `["..r", "rrr"]`. */
export function draw(rows: readonly string[]): Pixels {
  const letters = rows.join("").split("");
  const rgba = Uint8Array.from(letters.flatMap((letter) => PAINT[letter] ?? []));
  return { width: rows[0]?.length ?? 0, height: rows.length, rgba };
}

/** An image of a version; its rows stand in for its digest. */
export function imageOf(rows: readonly string[], fields: Partial<CheckedImage> = {}): CheckedImage {
  return { variant: 0, part: null, pixelSha256: rows.join("/"), mode: "rgba8", pixels: draw(rows), ...fields };
}

/** An image whose bytes could not be decoded. */
export const BROKEN: CheckedImage = { variant: 0, part: null, pixelSha256: null, mode: null, pixels: null };

/** A plan's contract with these demands, all set by the spec. */
export function contractOf(fields: ContractFields): PlanContract {
  const entries = Object.entries(fields).map(([field, value]) => [field, { value, layer: "spec", recordId: "test" }]);
  return Object.fromEntries(entries) as PlanContract;
}

/** A version of a single image, or of any other images. */
export function inputOf(fields: ContractFields, images: readonly CheckedImage[]): CheckInput {
  return { contract: contractOf(fields), output: { kind: "single_image", parts: [null], variants: 1 }, images };
}
