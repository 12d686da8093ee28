import { refuseDice } from "./dice.ts";

/** One thing that a formula multiplies. */
export type Factor =
  | { readonly kind: "attacker" }
  | { readonly kind: "defender" }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "dice"; readonly count: number; readonly sides: number };

/** A formula as a sum: each term is the product of its factors, added or taken away. `*` binds closer than `+` and `-`. */
export interface Formula {
  readonly terms: readonly Term[];
}

export interface Term {
  readonly sign: 1 | -1;
  /** At least one. */
  readonly factors: readonly Factor[];
}

export type FormulaReading =
  | { readonly kind: "formula"; readonly formula: Formula }
  | { readonly kind: "refused"; readonly why: string };

/** Guess: longer ones are no rule that a player could be told. */
const MAX_LENGTH = 200;

/**
 * Reads a damage formula: `attacker`, `defender`, dice and integers joined by `+`, `-` and `*`, e.g. `attacker+1d6-defender`.
 * Spaces do not matter. Dice are drawn in the order in which they are written.
 *
 * @returns `refused` says why, as the end of a sentence such as "`attacker/2` …". Never throws. Source: SPEC.md SC21.
 */
export function parseFormula(text: string): FormulaReading {
  if (text.length > MAX_LENGTH) return { kind: "refused", why: `is longer than ${MAX_LENGTH} characters` };
  const parts = text.split(/([+*-])/).map((part) => part.trim());
  const terms: { sign: 1 | -1; factors: Factor[] }[] = [];
  for (let place = 0; place < parts.length; place += 2) {
    const operator = place === 0 ? "+" : parts[place - 1];
    const factor = readFactor(parts[place] ?? "");
    if (typeof factor === "string") return { kind: "refused", why: factor };
    const last = terms.at(-1);
    if (operator === "*" && last !== undefined) last.factors.push(factor);
    else terms.push({ sign: operator === "-" ? -1 : 1, factors: [factor] });
  }
  return { kind: "formula", formula: { terms } };
}

/** What one part stands for, or why it stands for nothing. */
function readFactor(part: string): Factor | string {
  if (part === "attacker" || part === "defender") return { kind: part };
  if (/^\d{1,9}$/.test(part)) return { kind: "number", value: Number(part) };
  const [, count = "", sides] = /^(\d{0,9})d(\d{1,9})$/.exec(part) ?? [];
  if (sides !== undefined) {
    const dice = { count: count === "" ? 1 : Number(count), sides: Number(sides) };
    return refuseDice(dice) ?? { kind: "dice", ...dice };
  }
  if (part === "") return "misses something beside a `+`, `-` or `*`";
  return "can hold only `attacker`, `defender`, dice such as `1d6` and whole numbers, joined by `+`, `-` and `*`";
}
