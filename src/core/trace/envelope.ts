/** Version of the envelope: a header line, an environment line, one line per step or event, a footer line. */
export const TRACE_FORMAT = "touchstone.trace/1";

/** Kinds of runs that leave a trace. */
export const TRACE_KINDS = ["playtest", "trial", "generation"] as const;

export type TraceKind = (typeof TRACE_KINDS)[number];

/**
 * The longest trace that is read, in characters. Guess: a playtest of 250,000 steps, 25 times the usual budget, and
 * still read in seconds.
 */
export const MAX_TRACE_CHARS = 64 * 1024 * 1024;

/** How deep a line may nest. Guess: metadata of callers is the only open part, and a hundred levels are never data. */
export const MAX_TRACE_DEPTH = 100;

/** A trace as its lines, before any kind reads them. */
export interface RawTrace {
  readonly header: Readonly<Record<string, unknown>> & { readonly kind: TraceKind };
  readonly environment: Readonly<Record<string, unknown>>;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly footer: Readonly<Record<string, unknown>> & { readonly digest: string };
}

/** What a file that is meant to be a trace turns out to be. */
export type TraceReading = { readonly kind: "whole"; readonly trace: RawTrace } | TraceDamage;

/** A trace that cannot be used, and where it stops being one. All lines before `line` are good. */
export interface TraceDamage {
  readonly kind: "damaged";
  /**
   * TRUNCATED: the end is missing. DAMAGED: a line is not what was written. VERSION: a trace of another version.
   * FOREIGN: no trace of ours. TOO_LARGE: longer than MAX_TRACE_CHARS.
   */
  readonly code: "TRACE_TRUNCATED" | "TRACE_DAMAGED" | "TRACE_VERSION" | "TRACE_FOREIGN" | "TRACE_TOO_LARGE";
  /** From 1. */
  readonly line: number;
  readonly message: string;
  readonly hint: string;
  /** What stands before the damage; null when not even a header does. */
  readonly prefix: (Pick<RawTrace, "header" | "lines"> & { readonly environment: RawTrace["environment"] | null }) | null;
}
