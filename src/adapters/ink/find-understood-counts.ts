import type { Container } from "inkjs/engine/Container";
import type { InkObject } from "inkjs/engine/Object";
import type { LiveCount } from "./live-count.ts";
import { COMMAND, commandOf, isChoicePoint, isContainer, isDivert, VALUE, valueKindOf, walkInk } from "./ink-objects.ts";
import { readChoiceCode } from "./read-choice-code.ts";
import { type InkExpression, readExpression } from "./read-expression.ts";

/**
 * Counts of which not every number matters, by the code that asks for them: those that are only asked whether they are
 * above zero, as in `{seen: …}`, and those that are compared with a number that is written there.
 */
export function findUnderstoodCounts(root: Container): ReadonlyMap<InkObject, LiveCount> {
  const found = new Map<InkObject, LiveCount>();
  walkInk(root, (object, parent, place) => {
    const code = isChoicePoint(object) ? readChoiceCode(object).condition : codeOfBranch(object, parent, place);
    const tree = code === null ? null : readExpression(code);
    if (tree !== null) understand(tree, true, found);
  });
  return found;
}

/** What decides whether a branch is taken; null for what is none. */
function codeOfBranch(object: InkObject, parent: Container, place: number): readonly InkObject[] | null {
  if (!isDivert(object) || !object.isConditional) return null;
  if (place > 0) return evaluationBefore(parent.content, place);
  // The first branch stands in a container of its own, behind its condition.
  return isContainer(parent.parent) ? evaluationBefore(parent.parent.content, parent.parent.content.indexOf(parent)) : null;
}

function evaluationBefore(content: readonly InkObject[], place: number): readonly InkObject[] | null {
  if (commandOf(content[place - 1]) !== COMMAND.evalEnd) return null;
  const begin = content.findLastIndex((object, at) => at < place && commandOf(object) === COMMAND.evalStart);
  return begin === -1 ? null : content.slice(begin + 1, place - 1);
}

const LOGIC: ReadonlySet<string> = new Set(["&&", "||", "!"]);
const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "<", ">", "<=", ">="]);

function understand(tree: InkExpression, isTruth: boolean, found: Map<InkObject, LiveCount>): void {
  if (tree.kind === "count" && isTruth) found.set(tree.by, { kind: "capped", cap: 1 });
  if (tree.kind !== "native") return;
  const { call, args } = tree;
  for (const arg of args) understand(arg, LOGIC.has(call.name), found);
  const [left, right] = args;
  if (!COMPARISONS.has(call.name) || left === undefined || right === undefined) return;
  cap(left, right, found);
  cap(right, left, found);
}

/** Counts above the number after it compare alike. */
function cap(count: InkExpression, number: InkExpression, found: Map<InkObject, LiveCount>): void {
  if (count.kind !== "count" || number.kind !== "value" || valueKindOf(number.value) !== VALUE.int) return;
  found.set(count.by, { kind: "capped", cap: Math.max(0, Number(number.value.valueObject)) + 1 });
}
