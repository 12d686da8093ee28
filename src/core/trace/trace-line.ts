import { MAX_TRACE_DEPTH } from "./envelope.ts";

/** One line of a trace: a JSON object, or why it is none. */
export type TraceLine =
  | { readonly kind: "object"; readonly value: Readonly<Record<string, unknown>> }
  | { readonly kind: "bad"; readonly why: string };

/** Reads one line; never throws. Depth is measured before parsing, since later readers walk values by recursion. */
export function parseTraceLine(text: string): TraceLine {
  if (text === "") return { kind: "bad", why: "is empty" };
  if (!text.isWellFormed() || SURROGATE_ESCAPE.test(text)) return { kind: "bad", why: "holds half a character" };
  if (isDeeperThan(text, MAX_TRACE_DEPTH)) return { kind: "bad", why: `nests deeper than ${MAX_TRACE_DEPTH} levels` };
  const value = parseJson(text);
  if (value === undefined) return { kind: "bad", why: "is not JSON" };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { kind: "bad", why: "is not a JSON object" };
  if (HUGE_NUMBER.test(text) && !hasOnlyFiniteNumbers(value)) return { kind: "bad", why: "holds a number that is not finite" };
  return { kind: "object", value: value as Readonly<Record<string, unknown>> };
}

/** Canonical JSON writes characters as they are, so an escaped surrogate is nothing that a trace's writer wrote. */
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;
/** The only numbers that can be read as infinite. */
const HUGE_NUMBER = /[eE]\+?\d{3}/;

/** By a list of what is left to look at: the depth is bounded, but the width is not. */
function hasOnlyFiniteNumbers(root: object): boolean {
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value === "number" && !Number.isFinite(value)) return false;
    if (typeof value === "object" && value !== null) for (const inner of Object.values(value)) open.push(inner);
  }
  return true;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON is an outcome here; the caller names the line.
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Brackets are counted outside of strings alone. */
function isDeeperThan(text: string, limit: number): boolean {
  // A level costs two characters at least, so short lines need no look.
  if (text.length < 2 * limit) return false;
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString && code === BACKSLASH) at += 1;
    else if (code === QUOTE) inString = !inString;
    else if (!inString) depth += bracketStep(code);
    if (depth > limit) return true;
  }
  return false;
}

/** 1 for an opening bracket or brace, -1 for a closing one, else 0. */
function bracketStep(code: number): -1 | 0 | 1 {
  if (code === 0x7b || code === 0x5b) return 1;
  return code === 0x7d || code === 0x5d ? -1 : 0;
}
