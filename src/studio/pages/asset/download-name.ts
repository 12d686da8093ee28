/** A file name for one image: `ember-sword.png`, `mara-walk_1_frame-3.png`; the take stands where there is more than the first. */
export function downloadName(
  spec: string,
  { variant, part }: { readonly variant: number; readonly part: string | null },
): string {
  const pieces = [spec, ...(variant === 0 ? [] : [String(variant)]), ...(part === null ? [] : [part.replace(":", "-")])];
  return `${pieces.join("_")}.png`;
}
