import { isSame } from "../../playtest/diff/same.ts";
import { isMap, type Json } from "../json.ts";
import { showJson } from "./show.ts";

/** Stands for any value in a subset. */
const ANY = "*";

/**
 * Where arguments first differ from what is asked.
 *
 * @param mode  `subset`: maps may have more keys than are asked, `"*"` stands for any value that is there; lists are compared
 *              item by item. `exact`: the same data, whatever the order of keys.
 * @returns e.g. `` `amount` is `10`, not `12` ``; null where they fit.
 */
export function findMismatch(asked: Json, actual: Json, mode: "subset" | "exact"): string | null {
  if (mode === "exact") return isSame(asked, actual) ? null : `they are ${showJson(actual)}, not ${showJson(asked)}`;
  return findIn(asked, actual, "");
}

function findIn(asked: Json, actual: Json | undefined, path: string): string | null {
  const name = path === "" ? "they are" : `\`${path}\` is`;
  if (actual === undefined) return `\`${path}\` is missing`;
  if (asked === ANY) return null;
  if (isList(asked) && isList(actual)) return findInList(asked, actual, path);
  if (!isMap(asked) || !isMap(actual))
    return isSame(asked, actual) ? null : `${name} ${showJson(actual)}, not ${showJson(asked)}`;
  for (const [key, value] of Object.entries(asked)) {
    const found = Object.hasOwn(actual, key) ? (actual[key] as Json) : undefined;
    const mismatch = findIn(value, found, path === "" ? key : `${path}.${key}`);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function findInList(asked: readonly Json[], actual: readonly Json[], path: string): string | null {
  if (asked.length !== actual.length) return `\`${path}\` has ${actual.length} items, not ${asked.length}`;
  for (const [index, value] of asked.entries()) {
    const mismatch = findIn(value, actual[index], `${path}[${index}]`);
    if (mismatch !== null) return mismatch;
  }
  return null;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
