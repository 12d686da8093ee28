/** What a comparison looks past. Paths are those of the trace's view, e.g. `steps[*].variables.clock`. */
export interface TraceRules {
  readonly ignorePaths: readonly string[];
  readonly redact: readonly Redaction[];
}

/** One kind of value that is compared in a coarser form. */
export interface Redaction {
  readonly path: string;
  readonly how: RedactionHow;
}

/**
 * `round`: numbers as the nearest integer. `sort`: lists without their order. `alias`: equal values stay equal, whatever
 * they are. `drop`: not at all.
 */
export const REDACTIONS = ["round", "sort", "alias", "drop"] as const;

export type RedactionHow = (typeof REDACTIONS)[number];
