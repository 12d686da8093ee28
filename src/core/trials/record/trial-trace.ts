import type { TraceDamage } from "../../trace/envelope.ts";
import type { TrialFooter, TrialHeader, TrialLine } from "./trial-lines.ts";

/** A trial's trace, read. */
export interface TrialTrace {
  readonly header: TrialHeader;
  /** What the digest does not cover: versions, and the scenario's file as `scenarioFile`. */
  readonly environment: Readonly<Record<string, unknown>>;
  readonly lines: readonly TrialLine[];
  /** Null of a trial that was cut off. */
  readonly footer: (TrialFooter & { readonly digest: string }) | null;
}

/** A trace with its end. */
export interface WholeTrialTrace extends TrialTrace {
  readonly footer: TrialFooter & { readonly digest: string };
}

/** What a text that is meant to be a trial's trace turns out to be. */
export type TrialReading =
  | { readonly kind: "whole"; readonly trace: WholeTrialTrace }
  /** The end is missing; all that stands before it is good. */
  | { readonly kind: "partial"; readonly trace: TrialTrace; readonly damage: TraceDamage }
  | { readonly kind: "damaged"; readonly damage: TraceDamage };
