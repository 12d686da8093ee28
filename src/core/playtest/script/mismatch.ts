import type { Place } from "../../errors.ts";

/** What a script expected at one of its lines, and what the play had instead. */
export interface Mismatch {
  readonly place: Place;
  /** E.g. "option `board` offered". */
  readonly expected: string;
  /** E.g. "offered: `ask`, `wait`". */
  readonly met: string;
}
