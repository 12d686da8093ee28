import type { Scanner } from "./scanner.ts";

/** A public version of PEP 440: epoch, release, and what stands before or after it. */
const PUBLIC = [
  /v?(?:\d+!)?\d+(?:\.\d+)*/,
  /(?:[-_.]?(?:alpha|beta|preview|pre|rc|a|b|c)[-_.]?\d*)?/,
  /(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?/,
  /(?:[-_.]?dev[-_.]?\d*)?/,
]
  .map(({ source }) => source)
  .join("");
const LOCAL = String.raw`(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?`;
/** Nothing that would go on with the version may follow it. */
const END = String.raw`(?![A-Za-z0-9._+!*-])`;

const OPERATOR = /===|~=|==|!=|<=|>=|<|>/y;
const ANY_TEXT = /[A-Za-z0-9._+!-]+/y;
const ONE_VERSION = new RegExp(`(?:${PUBLIC}${LOCAL}|${PUBLIC}\\.\\*)${END}`, "iy");
const ORDERED = new RegExp(`${PUBLIC}${END}`, "iy");
/** `~=1` would leave nothing fixed. */
const COMPATIBLE = new RegExp(`(?=v?(?:\\d+!)?\\d+\\.\\d)${PUBLIC}${END}`, "iy");

const VERSION_AFTER: Readonly<Record<string, RegExp>> = {
  "===": ANY_TEXT,
  "==": ONE_VERSION,
  "!=": ONE_VERSION,
  "~=": COMPATIBLE,
};

/**
 * Version specifiers in a row, e.g. `>=1.26, <2`, in brackets or not, in their normal spelling. A comma may end them, as pip has
 * it. Rule: EQ3.
 *
 * @returns null where an operator is not followed by a version that it may have; an empty text where there is no operator.
 */
export function readSpecifiers(scanner: Scanner): string | null {
  const isBracketed = scanner.take(/\(/y) !== null;
  const found: string[] = [];
  do {
    const operator = scanner.take(OPERATOR);
    if (operator === null) break;
    const version = scanner.take(VERSION_AFTER[operator] ?? ORDERED);
    if (version === null) return null;
    found.push(`${operator}${version}`);
  } while (scanner.take(/,/y) !== null);
  if (isBracketed && scanner.take(/\)/y) === null) return null;
  return found.join(",");
}
