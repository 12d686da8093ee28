/** How much of a count matters. */
export type LiveCount =
  | { readonly kind: "full" }
  /** From `cap` on, more is the same. */
  | { readonly kind: "capped"; readonly cap: number }
  /** Only the place in rounds of `length` matters. */
  | { readonly kind: "cycle"; readonly length: number };
