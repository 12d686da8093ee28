import { parse, TomlError } from "smol-toml";
import { createLocator, type Locator } from "../authored/locator.ts";
import type { MapEntry, SourceNode, Span } from "../authored/source-tree.ts";
import { type FailureCode, TouchstoneError } from "../errors.ts";

/** What a TOML file says, and where: places of keys in tables; what stands within an inline value has the place of that value. */
export interface TomlSource {
  readonly value: unknown;
  readonly root: SourceNode;
  readonly locate: Locator;
}

/** How deep a file may nest inline values. Guess; ours have two levels. */
const MAX_DEPTH = 50;

/**
 * Reads a TOML file.
 *
 * @param failure  What it is when the file is no TOML.
 * @throws TouchstoneError with the code of `failure` and the place.
 */
export function readToml(
  { file, text }: { readonly file: string; readonly text: string },
  failure: { readonly code: FailureCode; readonly hint: string },
): TomlSource {
  const source = text.replace(/^\uFEFF/, "");
  try {
    const value = parse(source, { maxDepth: MAX_DEPTH, unsafeKeyBehaviour: "throw" });
    return { value, root: treeOf(value, findKeys(source)), locate: createLocator(file, source) };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [what = ""] = error.message.replace("Invalid TOML document: ", "").split("\n", 1);
    throw new TouchstoneError(failure.code, `${file} is no TOML: ${what}`, {
      hint: failure.hint,
      place: { file, line: error.line, column: error.column },
    });
  }
}

/** A key's and its value's place, by the path to it. */
type KeyPlaces = ReadonlyMap<string, { readonly key: Span; readonly value: Span }>;

const HEADER = /^[ \t]*\[\[?([^[\]]+)\]\]?[ \t]*(?:#.*)?$/;
const KEY =
  /^([ \t]*)((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:[ \t]*\.[ \t]*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)([ \t]*=[ \t]*)(.*)$/;

/** Finds table headers and keys line by line. The parser judges the file; this only tells where things are. */
function findKeys(text: string): KeyPlaces {
  const found = new Map<string, { key: Span; value: Span }>();
  let table: readonly string[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const header = HEADER.exec(line)?.[1];
    const [, indent = "", key = "", equals = "", value = ""] = KEY.exec(line) ?? [];
    if (header !== undefined) {
      table = keyPath(header);
      const span = { start: start + line.indexOf("["), end: start + line.trimEnd().length };
      note(found, table, { key: span, value: span });
    } else if (key !== "") {
      const at = start + indent.length;
      const from = at + key.length + equals.length;
      const end = from + value.trimEnd().length;
      note(found, [...table, ...keyPath(key)], { key: { start: at, end: at + key.length }, value: { start: from, end } });
    }
    start += line.length + 1;
  }
  return found;
}

/** The first place counts: of several tables in a list, that of the list. */
function note(found: Map<string, { key: Span; value: Span }>, path: readonly string[], place: { key: Span; value: Span }): void {
  for (let depth = 1; depth <= path.length; depth += 1) {
    const key = idOf(path.slice(0, depth));
    if (!found.has(key)) found.set(key, place);
  }
}

function keyPath(written: string): readonly string[] {
  return [...written.matchAll(/"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+)/g)].map(
    ([, double, single, bare]) => double ?? single ?? bare ?? "",
  );
}

function idOf(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** Where a value is in the file, and the nearest place that is known. */
interface Spot {
  readonly path: readonly string[];
  readonly outer: Span;
}

const START: Spot = { path: [], outer: { start: 0, end: 0 } };

function treeOf(value: unknown, places: KeyPlaces, { path, outer }: Spot = START): SourceNode {
  const span = places.get(idOf(path))?.value ?? outer;
  if (Array.isArray(value))
    return { kind: "list", items: value.map((item) => treeOf(item, places, { path, outer: span })), span };
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    return { kind: "scalar", value, span };
  // What is left is a date.
  if (!isTable(value)) return { kind: "scalar", value: String(value), span };
  const entries: MapEntry[] = Object.entries(value).map(([key, child]) => {
    const inner = [...path, key];
    const keySpan = places.get(idOf(inner))?.key ?? span;
    return { key, keySpan, value: treeOf(child, places, { path: inner, outer: span }) };
  });
  return { kind: "map", entries, span };
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
