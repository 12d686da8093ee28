import type { Json } from "../json.ts";

/** What one call of a tool gets. */
export type MockOutcome =
  | { readonly kind: "value"; readonly value: Json }
  | { readonly kind: "error"; readonly message: string }
  /** A function of the author's: `file.ts#name`, called with the arguments and the number of the call. */
  | { readonly kind: "function"; readonly ref: string };

export interface MockCase {
  /** Arguments that it is for: a subset, `"*"` stands for any value; null for any arguments. */
  readonly when: Json;
  readonly outcome: MockOutcome;
  /** On the trial's clock; nobody waits. */
  readonly latencyMs: number;
}

/**
 * How a tool's calls are answered. `match`: by the first case whose `when` fits. `nth`: the n-th call by the n-th case, the
 * last one for all after it. `none`: no mock is written; each call is told that the tool cannot be reached.
 */
export interface Mock {
  readonly pick: "match" | "nth" | "none";
  readonly cases: readonly MockCase[];
}
