/** What looking at a trial for one thing came to, before it is said whether that is wanted. */
export type Finding =
  | {
      readonly kind: "holds" | "fails";
      /** One sentence without a full stop: what was looked at and what was there. */
      readonly why: string;
      /** Whether nothing that could still have been said would change it; only then a conversation that was cut off is judged. */
      readonly isFinal: boolean;
    }
  /** The question cannot be put to what is there, e.g. a text compared as a number: it fails, `not` or not. */
  | { readonly kind: "unfit"; readonly why: string }
  /** Nobody knows, e.g. what a call cost. */
  | { readonly kind: "unknown"; readonly why: string };

/** A finding that more of the conversation could turn. */
export function finding(holds: boolean, why: string): Finding {
  return { kind: holds ? "holds" : "fails", why, isFinal: false };
}

/** A finding that nothing turns any more, where it is the one of `finalIf`. */
export function findingFinalIf(finalIf: "holds" | "fails", holds: boolean, why: string): Finding {
  const kind = holds ? "holds" : "fails";
  return { kind, why, isFinal: kind === finalIf };
}
