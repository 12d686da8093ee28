import { type ConditionTree, readCondition } from "../native/condition-tree.ts";
import { compareWith } from "../native/compare.ts";
import type { Condition } from "../scene/condition.ts";
import type { Values } from "../story/value.ts";

/** Whether a condition holds for these variables. */
export type Watched = (variables: Values) => boolean;

/** Makes a condition ready to be looked at often. A variable that the story does not have holds nothing (null). */
export function watchCondition(condition: Condition): Watched {
  return watchTree(readCondition(condition));
}

function watchTree(tree: ConditionTree): Watched {
  if (tree.kind === "leaf") {
    const { key, isNegated } = tree;
    const compare = compareWith(tree.op, tree.value);
    return (variables) => compare(variables[key] ?? null) !== isNegated;
  }
  const parts = tree.parts.map(watchTree);
  if (tree.kind === "all") return (variables) => parts.every((holds) => holds(variables));
  return (variables) => parts.some((holds) => holds(variables));
}
