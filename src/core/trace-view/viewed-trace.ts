import type { OutcomeMark } from "../report/outcome-mark.ts";
import type { Line } from "../playtest/story/moment.ts";
import type { Value, Values } from "../playtest/story/value.ts";
import type { TraceKind } from "../trace/envelope.ts";

/**
 * A trace as the viewer shows it, of whatever kind it is: how a run went on, step by step. A playtest's steps are nodes
 * that were entered; a version's are decisions, images and checks; a trial's are what was said, called, voted and asserted.
 * Source: SPEC.md TV1, TV2, TV14.
 */
export interface ViewedTrace {
  readonly kind: TraceKind;
  /** What the run was of, e.g. `lantern-quay` or `emberhook-icon`. */
  readonly title: string;
  /** What decided the run, in reading order, e.g. `["seed", "3"]`. */
  readonly facts: readonly TraceFact[];
  /** What every variable held before the first step. */
  readonly start: Values;
  readonly steps: readonly ViewedStep[];
  readonly end: TraceEnd;
  /** Null for what was cut off before its digest. */
  readonly digest: string | null;
  readonly source: TraceSource;
  /** All assets that were met, by kind, e.g. `backgrounds`. */
  readonly assets: readonly AssetGroup[];
  /** What a command needs to play it again; null for kinds that are not played. */
  readonly play: PlayAddress | null;
}

export type TraceFact = readonly [name: string, value: string];

export interface AssetGroup {
  readonly kind: string;
  readonly ids: readonly string[];
}

/** One step of a run. What there was none of is an empty list. */
export interface ViewedStep {
  /** From 0. */
  readonly i: number;
  /** The node, or what was decided, e.g. `quay` or `check background`. */
  readonly place: string;
  readonly lines: readonly Line[];
  readonly offered: readonly ViewedChoice[];
  readonly refused: readonly RefusedChoice[];
  /** Id of the choice taken; null where it went on by itself or stopped. */
  readonly chose: string | null;
  readonly draws: readonly ViewedDraw[];
  readonly sets: readonly ViewedChange[];
  readonly assets: readonly string[];
  readonly emits: readonly { readonly name: string; readonly data: Value }[];
  /** What came out of it, where that is a judgement of its own; null for ordinary steps. */
  readonly mark: OutcomeMark | null;
  /** What is known of it beside what happened, e.g. `["took", "1.2 s"]`. It is never compared: times differ and mean nothing. */
  readonly facts: readonly TraceFact[];
  /** What is shown as it was written, e.g. the arguments of a call. */
  readonly texts: readonly ViewedText[];
}

export interface ViewedText {
  readonly name: string;
  readonly text: string;
  /** Whether it is shown only to who asks for it, e.g. what went over the wire. Such texts are not compared. */
  readonly isFolded: boolean;
}

export interface ViewedChoice {
  readonly id: string;
  readonly text: string;
}

export interface RefusedChoice extends ViewedChoice {
  /** The condition that failed, in words, with names in backticks. */
  readonly why: string;
}

export interface ViewedDraw {
  readonly stream: string;
  /** Which draw of its stream, from 0. */
  readonly n: number;
  readonly value: number;
  readonly by: string;
}

export interface ViewedChange {
  readonly name: string;
  readonly old: Value;
  readonly new: Value;
  /** Which action set it. */
  readonly by: string;
}

/** How a run ended. */
export interface TraceEnd {
  readonly mark: OutcomeMark;
  /** Its name or its reason, e.g. the ending `dawn`; null where the mark says it all. */
  readonly text: string | null;
}

/** Where the story stands that was played. */
export interface TraceSource {
  /** As its caller named it; null where it came in a request. */
  readonly file: string | null;
  /** Line of each place that was met; places of which no line is known are left out. */
  readonly lines: Readonly<Record<string, number>>;
}

/** Everything but the choices that decides how a story is played. */
export interface PlayAddress {
  readonly story: string;
  readonly pov: string | null;
  readonly worldline: string | null;
  readonly seed: number;
  readonly variables: Values;
  /** True where it was played by a suite, which has part in the random numbers. */
  readonly isOfSuite: boolean;
}
