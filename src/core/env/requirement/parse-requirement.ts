import { compareCodeUnits } from "../../canonical/order.ts";
import { normalizeName } from "./normalize-name.ts";
import { readMarker } from "./read-marker.ts";
import { readSpecifiers } from "./read-specifiers.ts";
import { createScanner, type Scanner } from "./scanner.ts";

/** A requirement of PEP 508. */
export interface ParsedRequirement {
  /** Normalised name. */
  readonly name: string;
  /** The whole of it in its normal spelling, e.g. `numpy[extra]>=1.26,<2; python_version < "3.13"`. */
  readonly text: string;
  /** Where it comes from, if it says so itself, e.g. `https://…/x.whl`. */
  readonly url: string | null;
}

const NAME = /[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/y;
/** Printable, up to a space. */
const URL_TEXT = /[!-~]+/y;
/** Longer than any requirement that a person wrote. Guess. */
export const MAX_REQUIREMENT_CHARS = 4096;

/**
 * Reads one requirement of PEP 508, strictly: what pip would read in a lenient mood is no requirement here, since one that the
 * resolver cannot read spoils the whole truth. Rules: EQ2, EQ3, EQ4.
 *
 * @returns null where the text is none.
 */
export function parseRequirement(text: string): ParsedRequirement | null {
  if (text.length > MAX_REQUIREMENT_CHARS) return null;
  const scanner = createScanner(text);
  const name = scanner.take(NAME);
  const extras = name === null ? null : readExtras(scanner);
  if (name === null || extras === null) return null;
  const source = readSource(scanner);
  const marker = source === null ? null : readEnd(scanner);
  if (source === null || marker === null) return null;
  const normal = normalizeName(name);
  // After a URL the space says that it is over.
  const end = source.url === null || marker === "" ? marker : ` ${marker}`;
  return { name: normal, text: `${normal}${extras}${source.text}${end}`, url: source.url };
}

/** Which versions, or from where. */
function readSource(scanner: Scanner): { readonly text: string; readonly url: string | null } | null {
  if (scanner.take(/@/y) === null) {
    const specifiers = readSpecifiers(scanner);
    return specifiers === null ? null : { text: specifiers, url: null };
  }
  const url = scanner.take(URL_TEXT);
  return url === null ? null : { text: ` @ ${url}`, url };
}

/** `[a,b]`, sorted; an empty text where there are none. */
function readExtras(scanner: Scanner): string | null {
  if (scanner.take(/\[/y) === null) return "";
  const found: string[] = [];
  do {
    const extra = scanner.take(NAME);
    if (extra === null) break;
    found.push(normalizeName(extra));
  } while (scanner.take(/,/y) !== null);
  if (scanner.take(/\]/y) === null) return null;
  return found.length === 0 ? "" : `[${[...new Set(found)].toSorted(compareCodeUnits).join(",")}]`;
}

/** `; marker`, or an empty text at the end. */
function readEnd(scanner: Scanner): string | null {
  if (scanner.isAtEnd()) return "";
  if (scanner.take(/;/y) === null) return null;
  const marker = readMarker(scanner);
  return marker !== null && scanner.isAtEnd() ? `; ${marker}` : null;
}
