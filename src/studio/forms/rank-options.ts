import type { Option } from "../../core/forms/form-field.ts";

/** As many as one can look through; typing brings the others. */
const MOST_SHOWN = 60;

/** The options that what was typed occurs in: those that begin with it first, in their own order. */
export function rankOptions(options: readonly Option[], typed: string): readonly Option[] {
  const wanted = typed.trim().toLowerCase();
  const ranked = options.map((option) => ({ option, rank: rankOf(option, wanted) })).filter(({ rank }) => rank >= 0);
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, MOST_SHOWN)
    .map(({ option }) => option);
}

/** 0 for a beginning, 1 for the beginning of a later word, 2 for anywhere, -1 for nowhere. */
function rankOf({ value, label }: Option, wanted: string): number {
  const texts = [value.toLowerCase(), label.toLowerCase()];
  if (texts.some((text) => text.startsWith(wanted))) return 0;
  if (texts.some((text) => text.split(/[\s:_-]+/).some((word) => word.startsWith(wanted)))) return 1;
  return texts.some((text) => text.includes(wanted)) ? 2 : -1;
}
