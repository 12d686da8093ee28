import { type Output, PARTS_BY_KIND } from "../records/spec.ts";

/**
 * The parts of one take, in order: `[null]` for a single image, else e.g. `["frame:0", "frame:1"]`.
 *
 * Source: contracts, introduction (image parts).
 */
function listParts(output: Output): readonly (string | null)[] {
  const naming = PARTS_BY_KIND[output.kind];
  if (naming === null) return [null];
  const named = output[naming.field];
  const names = typeof named === "number" ? Array.from({ length: named }, (_, index) => String(index)) : (named ?? []);
  return names.map((name) => `${naming.prefix}:${name}`);
}

/** Every image of an output: all parts of variant 0, then of variant 1, and so on. */
export function listImages(output: Output): readonly { readonly variant: number; readonly part: string | null }[] {
  const parts = listParts(output);
  return Array.from({ length: output.variants }, (_, variant) => parts.map((part) => ({ variant, part }))).flat();
}
