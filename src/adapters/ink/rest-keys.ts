import { digestText } from "../../core/canonical/digest.ts";
import type { Moment } from "../../core/playtest/story/moment.ts";

/**
 * Tells what is still to come on a page as one short text, by its moments and the place from which on. A page is gone
 * through once, from its end: one that goes in circles has tens of thousands of moments, and is asked about at each.
 */
export function openRestKeys(): (moments: readonly Moment[], from: number) => string {
  let known: { readonly moments: readonly Moment[]; readonly keys: readonly string[] } = { moments: [], keys: [""] };
  return (moments, from) => {
    if (from >= moments.length) return "";
    if (known.moments !== moments) {
      const keys = [""];
      for (const moment of moments.toReversed()) keys.push(digestText(`${JSON.stringify(moment)}${keys.at(-1)}`));
      known = { moments, keys: keys.toReversed() };
    }
    return known.keys[from] ?? "";
  };
}
