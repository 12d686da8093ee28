import { suggest } from "../../authored/nearest.ts";
import { quoteForMessage } from "../../authored/quote.ts";
import type { Place } from "../../errors.ts";
import { compareWith } from "../native/compare.ts";
import type { Line } from "../story/moment.ts";
import type { Values } from "../story/value.ts";
import { findChoices, flatten, listChoices, type NamedChoice } from "./match-choice.ts";
import type { Mismatch } from "./mismatch.ts";
import type { ScriptStatement } from "./script.ts";

/** What a play has come to, as a script can look at it. */
export interface Scene {
  /** Met since the last choice, in order. */
  readonly nodes: readonly string[];
  readonly lines: readonly Line[];
  /** Now. */
  readonly offered: readonly NamedChoice[];
  readonly refused: readonly NamedChoice[];
  readonly variables: Values;
}

/** A statement that expects something of the scene. */
export type Expectation = Extract<ScriptStatement, { readonly kind: "node" | "line" | "says" | "option" | "assert" }>;

/**
 * Holds a scene against what a script expects of it. Lines and nodes are looked for in order, each behind the one found before.
 *
 * @param strictAt  Where a strict script should have said the rest; null for a script that is not strict.
 * Source: SPEC.md SR6-SR8.
 */
export function checkExpectations(scene: Scene, expectations: readonly Expectation[], strictAt: Place | null): Mismatch[] {
  const found = { node: 0, heard: new Set<number>(), line: 0, named: new Set<string>() };
  const mismatches = expectations.flatMap((expectation) => {
    const differs = checkOne(scene, expectation, found);
    return differs === null ? [] : [{ place: expectation.place, ...differs }];
  });
  return strictAt === null ? mismatches : [...mismatches, ...findUnexpected(scene, found, strictAt)];
}

/** How far the scene was matched. */
interface Found {
  node: number;
  line: number;
  readonly heard: Set<number>;
  readonly named: Set<string>;
}

type Difference = Omit<Mismatch, "place"> | null;

function checkOne(scene: Scene, expectation: Expectation, found: Found): Difference {
  switch (expectation.kind) {
    case "node":
      return checkNode(scene, expectation.node, found);
    case "line":
      return checkLine(scene, found, {
        expected: `the line "${expectation.text}"`,
        fits: (line) => isLine(line, expectation.text),
      });
    case "says":
      return checkLine(scene, found, {
        expected: `a line with "${expectation.part}"`,
        fits: (line) => spoken(line).includes(flatten(expectation.part)),
      });
    case "option":
      return checkOption(scene, expectation, found);
    case "assert":
      return checkVariable(scene, expectation);
  }
}

function checkNode({ nodes }: Scene, node: string, found: Found): Difference {
  const place = nodes.indexOf(node, found.node);
  if (place === -1) return { expected: `node \`${node}\``, met: list(nodes.slice(found.node).map((id) => `\`${id}\``)) };
  found.node = place + 1;
  return null;
}

function checkLine(
  { lines }: Scene,
  found: Found,
  { expected, fits }: { readonly expected: string; readonly fits: (line: Line) => boolean },
): Difference {
  const place = lines.findIndex((line, index) => index >= found.line && fits(line));
  if (place === -1) return { expected, met: list(lines.slice(found.line).map((line) => `"${quoteForMessage(spoken(line))}"`)) };
  found.line = place + 1;
  found.heard.add(place);
  return null;
}

/** A line as a script writes it: with its speaker in front. */
function spoken({ speaker, text }: Line): string {
  return flatten(speaker === null ? text : `${speaker}: ${text}`);
}

function isLine(line: Line, text: string): boolean {
  return spoken(line) === flatten(text) || flatten(line.text) === flatten(text);
}

function checkOption(scene: Scene, { name, isDisabled }: Extract<Expectation, { kind: "option" }>, found: Found): Difference {
  const [wanted, others] = isDisabled ? [scene.refused, scene.offered] : [scene.offered, scene.refused];
  const [place] = findChoices(name, wanted);
  const choice = place === undefined ? undefined : wanted[place];
  if (choice !== undefined) {
    found.named.add(choice.id);
    return null;
  }
  const expected = `choice \`${name}\` ${isDisabled ? "refused" : "offered"}`;
  const isOther = findChoices(name, others).length > 0;
  if (isOther) return { expected, met: isDisabled ? "it is offered" : "it is refused" };
  const names = wanted.flatMap(({ id, text }) => [id, text]);
  return { expected, met: `${isDisabled ? "refused" : "offered"}: ${listChoices(wanted)}${suggest(name, names)}` };
}

function checkVariable({ variables }: Scene, { name, op, value }: Extract<Expectation, { kind: "assert" }>): Difference {
  const expected = `\`${name} ${op} ${JSON.stringify(value)}\``;
  const actual = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (actual === undefined) return { expected, met: `no variable \`${name}\`${suggest(name, Object.keys(variables))}` };
  return compareWith(op, value)(actual) ? null : { expected, met: `\`${JSON.stringify(actual)}\`` };
}

/** What a strict script does not mention. */
function findUnexpected({ lines, offered, refused }: Scene, found: Found, place: Place): Mismatch[] {
  const unheard = lines
    .filter((_, index) => !found.heard.has(index))
    .map((line) => `the line "${quoteForMessage(spoken(line))}"`);
  const unnamed = [...offered, ...refused]
    .filter(({ id }) => !found.named.has(id))
    .map((choice) => `choice ${listChoices([choice])}`);
  return [...unheard, ...unnamed].map((met) => ({ place, expected: "nothing else before this line", met }));
}

/** Longest list that a message repeats. */
const MAX_LISTED = 5;

function list(texts: readonly string[]): string {
  if (texts.length === 0) return "nothing more";
  const rest = texts.length - MAX_LISTED;
  return texts.slice(0, MAX_LISTED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
