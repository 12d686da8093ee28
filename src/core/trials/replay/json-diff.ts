import { byKey } from "../../canonical/order.ts";
import type { Json, JsonMap } from "../json.ts";

/** One place where two values differ; a side that has nothing there is missing. */
export interface JsonDifference {
  /** E.g. `messages[2].text`; empty for the whole. */
  readonly path: string;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** Most differences that are told of one pair. Guess: whoever has fifty sees in the first few what happened. */
export const MAX_DIFFERENCES = 50;

/** Where two values differ, in the order of their paths: as far inside as they have a common shape, items of lists by their places. */
export function jsonDiff(expected: Json, actual: Json): JsonDifference[] {
  const found: JsonDifference[] = [];
  compare({ path: "", expected, actual }, found);
  return found.slice(0, MAX_DIFFERENCES);
}

function compare({ path, expected, actual }: JsonDifference, found: JsonDifference[]): void {
  if (found.length >= MAX_DIFFERENCES || expected === actual) return;
  if (isMap(expected) && isMap(actual)) return compareMaps(path, [expected, actual], found);
  if (isList(expected) && isList(actual)) return compareLists(path, [expected, actual], found);
  found.push({ path, ...(expected === undefined ? {} : { expected }), ...(actual === undefined ? {} : { actual }) });
}

function compareMaps(path: string, [expected, actual]: readonly [JsonMap, JsonMap], found: JsonDifference[]): void {
  const keys = [...new Set([...Object.keys(expected), ...Object.keys(actual)])].toSorted(byKey((key) => key));
  for (const key of keys) {
    const inner = /^[A-Za-z_$][\w$]*$/.test(key) ? `${path === "" ? "" : `${path}.`}${key}` : `${path}[${JSON.stringify(key)}]`;
    compare({ path: inner, ...sides(expected, actual, key) }, found);
  }
}

function compareLists(
  path: string,
  [expected, actual]: readonly [readonly Json[], readonly Json[]],
  found: JsonDifference[],
): void {
  for (let at = 0; at < Math.max(expected.length, actual.length); at += 1) {
    compare({ path: `${path}[${at}]`, ...sides(expected, actual, at) }, found);
  }
}

type Sides = Omit<JsonDifference, "path">;

function sides(expected: JsonMap | readonly Json[], actual: JsonMap | readonly Json[], key: string | number): Sides {
  const [before, now] = [expected, actual].map((side) => (Object.hasOwn(side, key) ? (side as JsonMap)[key] : undefined));
  return { ...(before === undefined ? {} : { expected: before }), ...(now === undefined ? {} : { actual: now }) };
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
