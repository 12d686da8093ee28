import { SAMPLE_EVIDENCE } from "../../../../tests/support/sheet-sample.ts";
import type { Evidence } from "../evidence.ts";

/** Evidence of a version of two images. */
export const DRAWN_EVIDENCE: Evidence = { ...SAMPLE_EVIDENCE, images: [drawn(0, "frame:0"), drawn(0, "frame:1")] };

function drawn(variant: number, part: string): Evidence["images"][number] {
  const letter = part.slice(-1);
  const [blob, pixelSha256] = [`sha256:${letter.repeat(64)}`, `sha256:${"f".repeat(63)}${letter}`];
  return { variant, part, seed: 7, blob, pixelSha256, width: 64, height: 32 };
}
