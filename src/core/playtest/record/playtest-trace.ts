import type { AssetKind } from "../story/story.ts";
import type { Change, Draw, Emit, FailedCondition, Line } from "../story/moment.ts";
import type { Value, Values } from "../story/value.ts";

/**
 * A playtest's trace as a reader has it: what the file leaves out because it was said before is filled in again.
 * Source: contracts, sections 8 and 8.1.
 */
export interface PlaytestTrace {
  readonly header: PlaytestHeader;
  readonly environment: PlaytestEnvironment;
  readonly steps: readonly PlaytestStep[];
  readonly footer: PlaytestFooter;
}

/** Hashed: all that decided how the play went. */
export interface PlaytestHeader {
  readonly format: "touchstone.trace/1";
  readonly kind: "playtest";
  readonly story: { readonly id: string; readonly kind: "scene" | "ink" };
  /** Suite, category and workflow are null where no suite ran it. */
  readonly suite: string | null;
  readonly category: string | null;
  readonly workflow: string | null;
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly seed: number;
  /** Generator and its version. */
  readonly random: string;
  /** `script` is the digest of the script that the policy followed. */
  readonly policy: { readonly name: string; readonly script: string | null };
  /** Start values that the caller gave. */
  readonly variables: Values;
  readonly promptPacks: readonly string[];
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Every variable at the start, before the first node was entered. */
  readonly initial: { readonly node: string; readonly variables: Values };
}

/** Never hashed. */
export interface PlaytestEnvironment {
  readonly touchstone: string;
  readonly storyDigest: string;
  /** As the caller named it; null where the story came in a request. */
  readonly storyFile: string | null;
  readonly maxSteps: number;
  /** Lines of the nodes met, in the story's file. */
  readonly lines: Readonly<Record<string, number>>;
}

/** One node that was entered, and how it went on. */
export interface PlaytestStep {
  /** From 0. */
  readonly i: number;
  readonly node: string;
  readonly lines: readonly Line[];
  readonly offered: readonly { readonly id: string; readonly text: string }[];
  readonly refused: readonly { readonly id: string; readonly text: string; readonly failed: FailedCondition }[];
  /** The choice taken; null where it went on by itself or stopped. */
  readonly chose: string | null;
  /** Of entering the node, then of the choice. */
  readonly draws: readonly Draw[];
  readonly sets: readonly Change[];
  readonly assets: readonly string[];
  readonly emits: readonly Emit[];
}

export type PlayOutcome = "ended" | "dead_end" | "loop" | "budget" | "error";

export interface PlaytestFooter {
  readonly outcome: PlayOutcome;
  /** Null unless the outcome is `ended`, and where a story ends without a name. */
  readonly ending: string | null;
  /** Why it stopped, in words; null for `ended`. */
  readonly why: string | null;
  readonly counts: { readonly steps: number; readonly choices: number; readonly draws: number };
  /** Ids of all assets met, sorted, by kind; kinds without any are left out. */
  readonly assets: Readonly<Partial<Record<AssetKind, readonly string[]>>>;
  /** Every variable at the end. */
  readonly variables: Readonly<Record<string, Value>>;
  readonly digest: string;
}
