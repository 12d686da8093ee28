import { TouchstoneError } from "../core/errors.ts";
import type { Typed } from "./command.ts";

/** Digits with a point, as people write amounts. */
const DECIMAL = /^\d{1,9}(\.\d{1,9})?$/;

/**
 * A flag's number that need not be whole; null where it was not typed.
 *
 * @throws TouchstoneError USAGE for what is none, or out of range.
 */
export function readDecimal(typed: Typed, name: string, { min, max }: { min: number; max: number }): number | null {
  const text = typed.flag(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (DECIMAL.test(text) && value >= min && value <= max) return value;
  throw new TouchstoneError("USAGE", `\`--${name} ${text}\` is no number from ${min} to ${max}`, {
    hint: `Write it like \`--${name} 0.5\``,
  });
}

/** The same of a whole number. */
export function readWhole(typed: Typed, name: string, { min, max }: { min: number; max: number }): number | null {
  const value = typed.number(name);
  if (value === undefined) return null;
  if (value >= min && value <= max) return value;
  throw new TouchstoneError("USAGE", `\`--${name} ${value}\` is out of range`, {
    hint: `Give a whole number from ${min} to ${max}`,
  });
}
