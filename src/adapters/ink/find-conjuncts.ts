import type { InkObject } from "inkjs/engine/Object";
import { VALUE, valueKindOf } from "./ink-objects.ts";
import { type NameContainer, printExpression } from "./print-expression.ts";
import { type InkExpression, readExpression } from "./read-expression.ts";

/** A part of a choice's condition that must hold with all others. */
export interface Conjunct {
  /** As its author would write it, e.g. `trust >= 2`. */
  readonly text: string;
  /** Null where its code could not be read. */
  readonly expression: InkExpression | null;
  /** What is looked at, where the part compares one thing with what is always the same; else the part as a whole. */
  readonly looked: Looked | null;
}

/** One comparison, in the words of a scene's conditions; `isTruth` where only truth is asked. */
export interface Looked {
  readonly key: string;
  readonly op: string;
  /** What is looked at. */
  readonly subject: InkExpression;
  /** With what; null where only truth is asked. */
  readonly value: InkExpression | null;
}

/** Names that a condition can use. */
export interface KnownNames {
  readonly nameOf: NameContainer;
  /** Whether a name is an item of a list, which code reads as if it were a variable. */
  readonly isItem: (name: string) => boolean;
}

/** Takes a condition's code apart; one part that only says that there is a condition where it cannot be read. */
export function findConjuncts(code: readonly InkObject[], known: KnownNames): Conjunct[] {
  const { nameOf } = known;
  const tree = readExpression(code);
  if (tree === null) return [{ text: "a condition", expression: null, looked: null }];
  return partsOf(tree).map((expression) => ({
    text: printExpression(expression, nameOf),
    expression,
    looked: lookAt(expression, known),
  }));
}

function partsOf(tree: InkExpression): InkExpression[] {
  return tree.kind === "native" && tree.call.name === "&&" ? tree.args.flatMap(partsOf) : [tree];
}

const OPS: Readonly<Record<string, string>> = {
  "==": "eq",
  "!=": "neq",
  ">": "gt",
  ">=": "gte",
  "<": "lt",
  "<=": "lte",
  "?": "has",
  "!?": "has_not",
};
const TURNED: Readonly<Record<string, string>> = { eq: "eq", neq: "neq", gt: "lt", gte: "lte", lt: "gt", lte: "gte" };

function lookAt(expression: InkExpression, known: KnownNames): Looked | null {
  const { nameOf } = known;
  if (isSubject(expression, known)) {
    return { key: printExpression(expression, nameOf), op: "true", subject: expression, value: null };
  }
  if (expression.kind !== "native") return null;
  const [left, right] = expression.args;
  if (expression.call.name === "!" && left !== undefined && isSubject(left, known)) {
    return { key: printExpression(left, nameOf), op: "false", subject: left, value: null };
  }
  const op = OPS[expression.call.name];
  if (op === undefined || left === undefined || right === undefined) return null;
  const turned = TURNED[op];
  if (isSubject(left, known) && isFixed(right, known))
    return { key: printExpression(left, nameOf), op, subject: left, value: right };
  if (turned === undefined || !isFixed(left, known) || !isSubject(right, known)) return null;
  return { key: printExpression(right, nameOf), op: turned, subject: right, value: left };
}

function isSubject(expression: InkExpression, { isItem }: KnownNames): boolean {
  return expression.kind === "count" || (expression.kind === "variable" && !isItem(expression.name));
}

function isFixed(expression: InkExpression, { isItem }: KnownNames): boolean {
  if (expression.kind === "variable") return isItem(expression.name);
  return expression.kind === "value" && valueKindOf(expression.value) !== VALUE.divert;
}
