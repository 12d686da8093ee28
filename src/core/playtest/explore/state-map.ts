import type { MomentEnd, Moment, Refusal } from "../story/moment.ts";
import type { PlayStart } from "./play-start.ts";

/**
 * Every state that plays of one start can reach, and every way between two of them, as far as it was gone through.
 * States from which the same can still happen are one state.
 */
export interface StateMap {
  readonly start: PlayStart;
  /** In the order in which they were found: those that take fewer choices first. */
  readonly states: readonly MapState[];
  readonly ways: Ways;
  /** Null where every way from every state was gone through; else why not. */
  readonly why: string | null;
  /** Outcomes (of `Universe.conditions`, as in `Moment.tests`) that were met. */
  readonly tests: ReadonlySet<number>;
  /** Choices refused somewhere, by `NODE/CHOICE`. */
  readonly refused: ReadonlyMap<string, RefusedChoice>;
  /** Variables that got another value anywhere. */
  readonly changed: ReadonlySet<string>;
  /** Watched assets: the first way or, as -1 - state, the first root that met each. */
  readonly assets: ReadonlyMap<string, number>;
}

export interface MapState {
  readonly node: string;
  readonly kind: Moment["kind"];
  readonly end: MomentEnd | null;
  /** It stops, and once-only choices that are used up are why. */
  readonly isDry: boolean;
  /** Of the watched conditions. */
  readonly holds: readonly boolean[];
  /** The way by which it was found; -1 where plays begin. */
  readonly way: number;
  /** What was handed in for draws, where plays begin. */
  readonly dice: readonly number[];
  /** Choices taken by then. */
  readonly depth: number;
  /** Not every way from it was gone through. */
  isOpen: boolean;
}

/** All ways, by number: three lists of equal length, since there are many. */
export interface Ways {
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** Null where the story goes on by itself. */
  readonly choice: readonly (string | null)[];
  /** What was handed in for draws, where there were any. */
  readonly dice: ReadonlyMap<number, readonly number[]>;
}

/** A choice that was refused, and how. */
export interface RefusedChoice {
  /** States that refuse it. */
  states: number;
  /** The first of them. */
  readonly first: number;
  /** Different refusals, the first few. */
  readonly refusals: Refusal[];
}

/**
 * A choice's name among all of a story. An ink thread offers choices of other nodes, with the node in their id, and one
 * choice several times, told apart by `~2`, `~3`…; a scene's ids have neither sign.
 */
export function choiceKey(node: string, choice: string): string {
  const name = choice.includes("/") ? choice : `${node}/${choice}`;
  return name.includes("~") ? name.replace(/~\d+$/, "") : name;
}
