import type { InkObject } from "inkjs/engine/Object";
import type { Story } from "inkjs/engine/Story";
import type { FailedCondition } from "../../core/playtest/story/moment.ts";
import type { Value } from "../../core/playtest/story/value.ts";
import type { Conjunct, Looked } from "./find-conjuncts.ts";
import { inkNumber } from "./engine.ts";
import { type ItemNames, plainValue } from "./ink-values.ts";
import type { InkExpression } from "./read-expression.ts";

/** How each part of a condition that did not hold came out; null where only the engine could have said. */
export function judgeConjuncts(conjuncts: readonly Conjunct[], story: Story): (boolean | null)[] {
  const held = conjuncts.map(({ expression }) => {
    const value = expression === null ? null : evaluate(expression, story);
    return value === null ? null : story.IsTruthy(value);
  });
  const unknown = held.filter((one) => one === null).length;
  // All others hold, and the whole does not: then it is this one.
  if (unknown === 1 && !held.includes(false)) return held.map((one) => one ?? false);
  return held;
}

/** Computes what changes nothing; null for the rest. */
function evaluate(expression: InkExpression, story: Story): InkObject | null {
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "variable":
      return story.variablesState.GetVariableWithName(expression.name);
    case "count":
      return inkNumber(story.state.VisitCountForContainer(expression.of));
    case "call":
      return null;
    case "native": {
      const args = expression.args.map((arg) => evaluate(arg, story));
      return args.includes(null) ? null : expression.call.Call(args as InkObject[]);
    }
  }
}

/** Why a choice is refused whose condition does not hold: the first part of it that is known not to. */
export function findFailed(conjuncts: readonly Conjunct[], held: readonly (boolean | null)[], told: Telling): FailedCondition {
  const failed = conjuncts[held.indexOf(false)];
  if (failed === undefined || failed.expression === null) return { kind: "hidden_condition" };
  if (failed.looked === null) return { kind: "condition", key: failed.text, op: "eq", value: true, actual: false };
  return tellLooked(failed.looked, told);
}

interface Telling {
  readonly story: Story;
  readonly names: ItemNames;
}

function tellLooked({ key, op, subject, value }: Looked, { story, names }: Telling): FailedCondition {
  const actual = plainValue(evaluate(subject, story), names);
  if (value !== null) return { kind: "condition", key, op, value: plainValue(evaluate(value, story), names), actual };
  return { kind: "condition", key, ...demandOfTruth(op === "true", actual, subject.kind === "count"), actual };
}

/** What it takes for a value to count as true, or as false. */
function demandOfTruth(isWanted: boolean, actual: Value, isCount: boolean): { readonly op: string; readonly value: Value } {
  if (typeof actual === "boolean") return { op: "eq", value: isWanted };
  if (isWanted && isCount) return { op: "gte", value: 1 };
  const empty = Array.isArray(actual) ? [] : 0;
  return { op: isWanted ? "neq" : "eq", value: empty };
}
