import { countOf } from "../checks/words.ts";

/** What a proof of the stream, or of all that is stored, said. */
export interface Verification {
  readonly ok: boolean;
  /** Of the stream alone it is a count; of the whole record more is known. */
  readonly events: { readonly count: number };
  readonly projections?: readonly { readonly ok: boolean }[];
  readonly blobs?: { readonly referenced: number; readonly damaged: number };
  /** One sentence each. */
  readonly problems: readonly string[];
}

/** The answer in one sentence: what was looked at, and whether it holds. */
export function verificationWords({ ok, events, projections, blobs, problems }: Verification): string {
  const counted = groupedDigits(events.count);
  const chain = `${counted} ${events.count === 1 ? "event" : "events"}`;
  if (!ok) return `The record is damaged: ${countOf(problems.length, "problem")} in ${chain}.`;
  if (projections === undefined || blobs === undefined)
    return `The chain holds: ${chain}, no gap, every hash fits the one before.`;
  const files = blobs.referenced === 1 ? "its one file is" : `all ${groupedDigits(blobs.referenced)} files are`;
  return `The record is whole: ${chain}, every list follows from them, ${files} there and unchanged, every verdict follows from its evidence.`;
}

/** A count with its thousands apart, the same in every locale, e.g. `104,250`. */
export function groupedDigits(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
