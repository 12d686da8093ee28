/** A number of equal dice and a number that is added once, e.g. `2d6+1` as `{ count: 2, sides: 6, add: 1 }`. */
export interface Dice {
  readonly count: number;
  readonly sides: number;
  readonly add: number;
}

export type DiceReading = { readonly kind: "dice"; readonly dice: Dice } | { readonly kind: "refused"; readonly why: string };

/** Guess: no table rolls more; a step stays cheap and its draws stay readable. */
export const MAX_DICE = 100;

/** Guess: the largest die that anyone writes is a d100; this leaves room for tables of a thousand. */
export const MAX_SIDES = 1000;

const DICE = /^\s*(\d{0,9})d(\d{1,9})\s*(?:([+-])\s*(\d{1,9})\s*)?$/;

/**
 * Reads dice as authors write them: `d6`, `2d6`, `2d6+1`, `1d20 - 2`.
 *
 * @returns `refused` says why, as the end of a sentence such as "`2d` …". Never throws. Source: SPEC.md SC20.
 */
export function parseDice(text: string): DiceReading {
  const match = DICE.exec(text);
  if (match === null) return { kind: "refused", why: "is no dice: write how many, `d`, and the sides, such as `2d6+1`" };
  const [, count = "", sides = "", sign = "+", add = "0"] = match;
  const dice = {
    count: count === "" ? 1 : Number(count),
    sides: Number(sides),
    add: sign === "-" ? 0 - Number(add) : Number(add),
  };
  const why = refuseDice(dice);
  return why === undefined ? { kind: "dice", dice } : { kind: "refused", why };
}

/** Why so many dice of so many sides are not rolled; undefined when they are. */
export function refuseDice({ count, sides }: { readonly count: number; readonly sides: number }): string | undefined {
  if (count < 1 || count > MAX_DICE) return `rolls ${count} dice: between 1 and ${MAX_DICE} can be rolled`;
  if (sides < 2 || sides > MAX_SIDES) return `has a die with ${sides} sides: between 2 and ${MAX_SIDES} are possible`;
  return undefined;
}
