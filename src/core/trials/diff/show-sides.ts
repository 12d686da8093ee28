import { showValue } from "../../playtest/diff/same.ts";
import type { Json } from "../json.ts";
import { jsonDiff } from "../replay/json-diff.ts";

/** Longest value in a line; the cause has all of it. */
const MAX_SHOWN = 100;

/** Both sides of a difference in one line; of data, the first place where they part. */
export function showSides(expected: unknown, actual: unknown): string {
  const [first] = isData(expected) && isData(actual) ? jsonDiff(expected, actual) : [];
  if (first === undefined || first.path === "") return `${show(expected)} before, ${show(actual)} now`;
  return `${first.path} is ${show(first.expected)} before, ${show(first.actual)} now`;
}

function isData(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

function show(value: unknown): string {
  const text = showValue(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}
