import { assert } from "../../assert.ts";
import type { Dice } from "../story/story.ts";

/** Dice that go through every row of outcomes in turn, e.g. both faces of a coin, or all 36 of two dice. */
export interface HandedDice {
  readonly roll: Dice;
  /** Forgets all rows; the next one is the first. */
  begin(): void;
  /** Hands out exactly these outcomes, then first ones. */
  repeat(outcomes: readonly number[]): void;
  /** What came out in this row. */
  rolled(): readonly number[];
  /** Turns to the next row; false when there is none. */
  next(): boolean;
}

const NONE: readonly number[] = [];

/** Dice in hand. How many outcomes a roll has may depend on earlier ones of the same row. */
export function openHandedDice(): HandedDice {
  let row: number[] = [];
  let counts: number[] = [];
  let place = 0;
  return {
    roll(outcomes) {
      assert(Number.isInteger(outcomes) && outcomes >= 1, `a draw has outcomes, not ${outcomes}`);
      counts[place] = outcomes;
      const value = (row[place] ??= 0);
      place += 1;
      return value;
    },
    begin() {
      row = [];
      counts = [];
      place = 0;
    },
    repeat(outcomes) {
      row = [...outcomes];
      counts = [];
      place = 0;
    },
    rolled: () => (place === 0 ? NONE : row.slice(0, place)),
    next() {
      row.length = place;
      while (row.length > 0 && (row.at(-1) as number) + 1 >= (counts[row.length - 1] as number)) row.pop();
      place = 0;
      if (row.length === 0) return false;
      row[row.length - 1] = (row.at(-1) as number) + 1;
      return true;
    },
  };
}
