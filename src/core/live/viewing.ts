import { compareCodeUnits } from "../canonical/order.ts";

/** How often a page says again what it shows, ms: three times within the 15 s for which the server believes it. */
const RENEW_MS = 5_000;
/** A change is told once it has stood for so long, ms: who moves through a list looks at nothing on the way. */
const SETTLE_MS = 300;
/** More specs are not told of. Guess: nobody looks at more at once, and what everything has is no priority. */
const MOST_SPECS = 20;

/** What a page shows, and what of it was told. */
export interface Viewing {
  /** The specs on show, the foremost first; repeats are harmless. */
  readonly specIds: readonly string[];
  /** When they last changed, epoch ms. */
  readonly changedAtMs: number;
  /** False while the page is hidden behind others: then nobody looks at anything. */
  readonly isVisible: boolean;
  /** False while the server does not answer. */
  readonly isConnected: boolean;
  /** What was last told and when, epoch ms; null when nothing was yet. */
  readonly told: { readonly specIds: readonly string[]; readonly atMs: number } | null;
}

/** What to do next: tell, look again after a while, or nothing until something changes. */
export type ViewingMove =
  | { readonly do: "tell"; readonly specIds: readonly string[] }
  | { readonly do: "wait"; readonly ms: number }
  | { readonly do: "rest" };

const REST: ViewingMove = { do: "rest" };

/**
 * Decides what a page tells of the specs that somebody looks at, so that these are made first: a change once it has settled,
 * the same again every `RENEW_MS`, and that nobody looks any more at once and only once.
 *
 * @param nowMs  Epoch ms.
 */
export function decideViewing(viewing: Viewing, nowMs: number): ViewingMove {
  const { isVisible, isConnected, told, changedAtMs } = viewing;
  if (!isConnected) return REST;
  const specIds = isVisible ? listed(viewing.specIds) : [];
  const before = told?.specIds ?? [];
  if (!isSame(specIds, before)) {
    const leftMs = isVisible ? changedAtMs + SETTLE_MS - nowMs : 0;
    return leftMs > 0 ? { do: "wait", ms: leftMs } : { do: "tell", specIds };
  }
  if (told === null || specIds.length === 0) return REST;
  const leftMs = told.atMs + RENEW_MS - nowMs;
  return leftMs > 0 ? { do: "wait", ms: leftMs } : { do: "tell", specIds };
}

/** Each once, the foremost of them, in an order of their own: the same specs are the same list. */
function listed(specIds: readonly string[]): readonly string[] {
  return [...new Set(specIds)].slice(0, MOST_SPECS).toSorted(compareCodeUnits);
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, index) => id === other[index]);
}
