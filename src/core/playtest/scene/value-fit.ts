import { quoteForMessage } from "../../authored/quote.ts";
import type { Value } from "../story/value.ts";
import type { SceneVariable } from "./scene.ts";

/** What a variable of each type holds, in words. */
export const HOLDS: Readonly<Record<SceneVariable["type"], string>> = {
  boolean: "`true` or `false`",
  integer: "a whole number",
  number: "a number",
  string: "a text",
  list: "a list",
};

/**
 * Why a variable cannot be given a value: the end of a sentence that begins with the value, e.g. "must be a whole number".
 * Undefined when it can. Every variable can hold nothing (`null`); numbers beyond `min` and `max` stop there.
 * Source: SPEC.md SC11-SC13.
 */
export function whyUnfit(variable: SceneVariable, value: Value): string | undefined {
  if (value === null) return undefined;
  if (!isOfType(variable.type, value)) return `must be ${HOLDS[variable.type]}`;
  const unsafe = [value].flat().some((part) => typeof part === "number" && isUnsafe(part));
  if (unsafe) return "must be within ±9007199254740991, beyond which numbers are not exact";
  if (variable.values === undefined || variable.values.some((each) => each === value)) return undefined;
  return `must be one of ${variable.values.map(showValue).join(", ")}`;
}

/** Why a variable cannot start with a value: it must fit, and lie within `min` and `max`. */
export function whyNoStart(variable: SceneVariable, value: Value): string | undefined {
  const unfit = whyUnfit(variable, value);
  if (unfit !== undefined || typeof value !== "number") return unfit;
  if (variable.min !== undefined && value < variable.min) return `must be at least ${variable.min}`;
  if (variable.max !== undefined && value > variable.max) return `must be at most ${variable.max}`;
  return undefined;
}

/** Whether arithmetic with the number loses digits. */
export function isUnsafe(number: number): boolean {
  return Math.abs(number) > Number.MAX_SAFE_INTEGER;
}

/** A value as a message repeats it. */
export function showValue(value: Value): string {
  if (typeof value === "string") return `\`${quoteForMessage(value)}\``;
  return `\`${Array.isArray(value) ? quoteForMessage(JSON.stringify(value)) : String(value)}\``;
}

export function isNumeric({ type }: SceneVariable): boolean {
  return type === "integer" || type === "number";
}

function isOfType(type: SceneVariable["type"], value: Value): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "list") return Array.isArray(value);
  return typeof value === type;
}
