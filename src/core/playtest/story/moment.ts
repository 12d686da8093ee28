import type { Value } from "./value.ts";

/** A place where a play has come to rest: what was shown on the way in, and how it can go on. */
export interface Moment extends StepEffects {
  /** The node, e.g. `quay`; an ink story's knot or `knot.stitch`. */
  readonly node: string;
  /** `choice`: one of `offered` is taken. `goto`: it goes on by itself. `end`: it does not go on. */
  readonly kind: "choice" | "goto" | "end";
  /** What is said on entering, as the play's pov hears it. */
  readonly lines: readonly Line[];
  readonly offered: readonly Option[];
  readonly refused: readonly Refusal[];
  /** Conditions that were looked at: `2 * index in universe.conditions + (held ? 1 : 0)`. Empty in `bare` plays. */
  readonly tests: readonly number[];
  /** Null unless `kind` is `end`. */
  readonly end: MomentEnd | null;
}

/** Effects of actions, in order: of entering a node, or of a choice. Empty in plays that do not tell all. */
export interface StepEffects {
  readonly draws: readonly Draw[];
  readonly sets: readonly Change[];
  /** Ids of assets met, in order, each once. */
  readonly assets: readonly string[];
  readonly emits: readonly Emit[];
}

export interface Line {
  readonly text: string;
  readonly speaker: string | null;
}

/** A choice that can be taken. */
export interface Option {
  /** Unique within its node, and stable when others are added. */
  readonly id: string;
  readonly text: string;
  /** >= 0, how often the random policy takes it beside the others. */
  readonly weight: number;
  /** The node it leads to; null where only playing tells. */
  readonly to: string | null;
  /** The author's own data, for hooks alone. */
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** A choice that cannot be taken, and the one reason met first. */
export interface Refusal {
  readonly id: string;
  readonly text: string;
  readonly failed: FailedCondition;
}

export type FailedCondition =
  | { readonly kind: "condition"; readonly key: string; readonly op: string; readonly value: Value; readonly actual: Value }
  /** The named part of an ink choice's condition could not be told apart. */
  | { readonly kind: "hidden_condition" }
  | { readonly kind: "once" }
  | { readonly kind: "pov"; readonly visibleTo: readonly string[] };

/** One value drawn at random. */
export interface Draw {
  readonly stream: "policy" | "story" | "battle" | "loot";
  /** Which draw of the stream in this play, from 0. */
  readonly n: number;
  /** What came out: a die's face, the place of a loot entry or of an offered choice. */
  readonly value: number;
  /** Which action drew it: `do.0`, or `CHOICE/do.0`; `policy` for a choice taken. */
  readonly by: string;
}

/** One variable that got another value. */
export interface Change {
  readonly name: string;
  readonly old: Value;
  readonly new: Value;
  /** Which action set it, as in `Draw.by`; `ink` where the story's own code did. */
  readonly by: string;
}

/** What a story tells its host. */
export interface Emit {
  readonly name: string;
  readonly data: Value;
}

export type MomentEnd =
  /** `ending` is null where the story ends without naming one. */
  | { readonly outcome: "ended"; readonly ending: string | null }
  /** It stops where no choice can be taken and none was meant to end it. */
  | { readonly outcome: "dead_end"; readonly why: string }
  /** The story itself is broken: an ink runtime error, a number that left the safe range. */
  | { readonly outcome: "error"; readonly why: string };
