import type { Condition } from "../scene/condition.ts";
import type { MomentEnd, Moment, Refusal } from "../story/moment.ts";
import type { StorySnapshot } from "../story/story.ts";
import type { PlayStart } from "./play-start.ts";

/**
 * One piece of exploring, done on a story by whoever has it open. Jobs and answers are plain data, and an answer depends
 * on nothing but the job and the story: who does it, and when, changes no result.
 */
export type ExploreJob = MapJob | WalkJob | RandomJob;

export type ExploreAnswer = MapAnswer | WalkAnswer | RandomAnswer;

/** What is to be told of besides places. */
export interface Watch {
  /** Whether each holds is told of every place; places differ where a variable that one looks at does. */
  readonly conditions: readonly Condition[];
  /** Assets whose first use is told. */
  readonly assets: readonly string[];
}

/** `open`: every way in which a start can come out. `look`: where the snapshots stand. `expand`: every way on from them. */
export interface MapJob {
  readonly kind: "open" | "look" | "expand";
  readonly start: PlayStart;
  readonly watch: Watch;
  /** Empty for `open`. */
  readonly snapshots: readonly StorySnapshot[];
}

export interface MapAnswer {
  readonly kind: "map";
  /** Per snapshot; `open` has one row. */
  readonly rows: readonly ArrivalRow[];
  /** Variables that got another value on the way. */
  readonly changed: readonly string[];
}

/** Every way on from one place. */
export interface ArrivalRow {
  readonly arrivals: readonly Arrival[];
  /** Why there may be more: the story drew something that could not be handed in, or a way had too many outcomes. */
  readonly gap: "own_draws" | "too_many_outcomes" | null;
}

/** How one way on came out. */
export interface Arrival {
  /** Null where the story goes on by itself. */
  readonly choice: string | null;
  /** What was handed in for its draws. */
  readonly dice: readonly number[];
  /** Equal only for places from which everything that can still happen is equal. */
  readonly key: string;
  /** Null where the caller knows the key. */
  readonly place: Place | null;
  /** Those of `watch.assets` that were met. */
  readonly assets: readonly string[];
}

/** Where a play stands. */
export interface Place {
  readonly node: string;
  readonly kind: Moment["kind"];
  readonly end: MomentEnd | null;
  readonly tests: readonly number[];
  readonly refused: readonly Refusal[];
  /** Of `watch.conditions`. */
  readonly holds: readonly boolean[];
  /** Null at an end. */
  readonly snapshot: StorySnapshot;
}

/** Plays on from one place, several times, each time to an end or until nothing new was met for long. */
export interface WalkJob {
  readonly kind: "walk";
  readonly start: PlayStart;
  readonly watch: Watch;
  /** Null: from the start. */
  readonly from: StorySnapshot;
  /** One line; each walk draws from a stream of its own under it. */
  readonly seed: string;
  readonly walks: number;
  /** How often each choice was taken, by `NODE/CHOICE`. */
  readonly taken: ReadonlyMap<string, number>;
  /** Items that are not new. */
  readonly known: ReadonlySet<string>;
  /** Nodes entered by one walk at most, and nodes entered without anything new at most. */
  readonly maxSteps: number;
  readonly calmSteps: number;
}

export interface WalkAnswer {
  readonly kind: "walk";
  readonly walks: readonly Walked[];
}

/** How one walk went. */
export interface Walked {
  readonly steps: number;
  /** Taken since the walk began. */
  readonly choices: readonly string[];
  readonly visits: ReadonlyMap<string, number>;
  readonly taken: ReadonlyMap<string, number>;
  readonly finds: readonly WalkFind[];
  readonly stop: WalkStop;
  /** Variables that got another value. */
  readonly changed: ReadonlySet<string>;
  /** The first refusal of each choice that was never taken, by `NODE/CHOICE`, and how many choices were taken by then. */
  readonly refused: ReadonlyMap<string, { readonly refusal: Refusal; readonly at: number }>;
  /** The first use of each watched asset: the node come to, and how many choices were taken by then. */
  readonly assets: ReadonlyMap<string, { readonly node: string; readonly at: number }>;
  readonly isLucky: boolean;
}

/** Something new that a walk met. */
export interface NewItem {
  readonly item: string;
  /** Where. */
  readonly node: string;
}

/** What was new up to a place where a walk can be gone on from. */
export interface WalkFind {
  readonly items: readonly NewItem[];
  /** Choices taken by then. */
  readonly at: number;
  readonly snapshot: StorySnapshot;
}

/** Where a walk stopped. `cut`: nothing new for long, or too many steps. `loop`: it went in circles by itself. */
export interface WalkStop {
  readonly node: string;
  readonly how: "ended" | "dead_end" | "ran_dry" | "error" | "loop" | "cut";
  readonly why: string;
  /** Null at an end. */
  readonly snapshot: StorySnapshot;
}

/** Plays at random from the start, once per seed from `from` to below `to`. */
export interface RandomJob {
  readonly kind: "random";
  readonly start: PlayStart;
  readonly from: number;
  readonly to: number;
  readonly maxSteps: number;
}

export interface RandomAnswer {
  readonly kind: "random";
  /** Plays by the ending that they came to. */
  readonly endings: ReadonlyMap<string, number>;
  /** Plays stopped by `maxSteps`: nobody knows where they would have ended. */
  readonly unfinished: number;
}
