/** One step of a path: a name, or the place in a list. */
export type PathStep = string | number;

type PatternStep =
  | { readonly kind: "name"; readonly parts: readonly string[] }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "any_index" }
  | { readonly kind: "any" }
  | { readonly kind: "deep" };

/** A path with wildcards, e.g. `steps[*].variables.gold`. */
export interface PathPattern {
  readonly text: string;
  readonly steps: readonly PatternStep[];
}

/** Guess: no path of a view is half as long. */
const MAX_PATTERN_CHARS = 500;
const NAME_OR_INDEX = /(?:^|\.)([^.[\]]+)|\[(\*|\d+)\]/gy;

/**
 * Reads a path: names joined by dots, `[3]` for a place in a list, `[*]` for each, `*` for any name or part of one, `**`
 * for any steps at all. A path stands for all that is below it, so a `*` at the end is a prefix, as in the seed.
 *
 * @returns null where the text is no such path.
 * Source: the seed's ignore paths; SPEC.md TI1.
 */
export function parsePathPattern(text: string): PathPattern | null {
  const steps: PatternStep[] = [];
  let end = 0;
  for (const [piece, name, index] of text.length > MAX_PATTERN_CHARS ? [] : text.matchAll(NAME_OR_INDEX)) {
    end += piece.length;
    steps.push(name === undefined ? indexStep(index ?? "") : nameStep(name));
  }
  return steps.length === 0 || end !== text.length ? null : { text, steps };
}

function indexStep(index: string): PatternStep {
  return index === "*" ? { kind: "any_index" } : { kind: "index", index: Number(index) };
}

function nameStep(name: string): PatternStep {
  if (name === "**") return { kind: "deep" };
  if (name === "*") return { kind: "any" };
  return { kind: "name", parts: name.split("*") };
}

/** How far along its steps a pattern has come: the places where the next step of a path is tried. */
export type PatternState = readonly number[];

/** Where a pattern begins. */
export function startPattern(pattern: PathPattern): PatternState {
  return skipDeep(pattern, [0]);
}

/** Takes one step of a path; an empty state never matches again. */
export function stepPattern(pattern: PathPattern, state: PatternState, step: PathStep): PatternState {
  const next = new Set<number>();
  for (const place of state) {
    const expected = pattern.steps[place];
    if (expected?.kind === "deep") next.add(place);
    else if (expected !== undefined && isMatch(expected, step)) next.add(place + 1);
  }
  return skipDeep(pattern, next);
}

/** Whether the path that was taken is one that the pattern names. */
export function isAtEnd(pattern: PathPattern, state: PatternState): boolean {
  return state.includes(pattern.steps.length);
}

/** `**` may also stand for no step. */
function skipDeep(pattern: PathPattern, places: Iterable<number>): PatternState {
  const all = new Set(places);
  for (const place of all) if (pattern.steps[place]?.kind === "deep") all.add(place + 1);
  return [...all];
}

function isMatch(expected: PatternStep, step: PathStep): boolean {
  if (expected.kind === "any") return true;
  if (typeof step === "number") return expected.kind === "any_index" || (expected.kind === "index" && expected.index === step);
  return expected.kind === "name" && isNameMatch(expected.parts, step);
}

/** The parts around the stars, found one after the other; each as early as it can be, which never spoils the rest. */
function isNameMatch([first = "", ...rest]: readonly string[], name: string): boolean {
  const last = rest.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || name.length < first.length + last.length || !name.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = name.indexOf(part, at);
    if (found === -1 || found + part.length > name.length - last.length) return false;
    at = found + part.length;
  }
  return true;
}
