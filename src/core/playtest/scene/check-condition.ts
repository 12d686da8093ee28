import { quoteForMessage } from "../../authored/quote.ts";
import type { Path } from "../../authored/source-tree.ts";
import type { Value } from "../story/value.ts";
import type { Condition, ConditionLeaf } from "./condition.ts";
import { unknownName, type SceneIssue } from "./scene-issue.ts";
import type { SceneScope } from "./scene-scope.ts";
import type { SceneVariable } from "./scene.ts";
import { HOLDS, isNumeric, whyUnfit } from "./value-fit.ts";

/** A leaf of a condition with where it stands. */
export interface PlacedLeaf {
  readonly leaf: ConditionLeaf;
  readonly path: Path;
}

/** The comparisons of a condition, in the order in which they are written. */
function leavesOf(condition: Condition, path: Path): PlacedLeaf[] {
  if ("key" in condition) return [{ leaf: condition, path }];
  if ("not" in condition) return leavesOf(condition.not, [...path, "not"]);
  const [parts, at] =
    "all" in condition
      ? [condition.all, [...path, "all"]]
      : "any" in condition
        ? [condition.any, [...path, "any"]]
        : [condition, path];
  return parts.flatMap((part, index) => leavesOf(part, [...at, index]));
}

/** What is wrong with a condition: names, types, and values that do not go with the operator. */
export function checkCondition(condition: Condition, path: Path, scope: SceneScope): SceneIssue[] {
  return leavesOf(condition, path).flatMap((placed) => {
    const variable = scope.variables.get(placed.leaf.key);
    if (variable !== undefined) return checkLeaf(placed, variable);
    return [unknownVariable(placed.leaf.key, [...placed.path, "key"], scope)];
  });
}

/** The issue of naming a variable that is not declared. */
export function unknownVariable(name: string, path: Path, { variables }: SceneScope): SceneIssue {
  return unknownName("variable", name, { path, known: variables.keys(), hint: "Declare it under `variables`" });
}

const ORDERED: ReadonlySet<string> = new Set(["gt", "gte", "lt", "lte"]);

function checkLeaf({ leaf, path }: PlacedLeaf, variable: SceneVariable): SceneIssue[] {
  const { key, op, value } = leaf;
  const name = `\`${quoteForMessage(key)}\``;
  const refuse = (part: "op" | "value", message: string, hint: string): SceneIssue[] => [
    { path: [...path, part], message, hint },
  ];
  if (op === "exists" || op === "not_exists") {
    return value === undefined ? [] : refuse("value", `\`${op}\` compares with nothing`, "Remove `value`");
  }
  if (value === undefined)
    return refuse("value", `\`value\` is missing: \`${op}\` needs something to compare with`, "Add `value`");
  if (ORDERED.has(op)) {
    if (!isNumeric(variable)) {
      return refuse(
        "op",
        `${name} holds ${HOLDS[variable.type]}, which \`${op}\` cannot compare`,
        "Use `eq`, `neq`, `in` or `exists`",
      );
    }
    if (typeof value !== "number") return refuse("value", `\`${op}\` compares ${name} with a number alone`, "Write a number");
    return checkValue(leaf, value, { path, variable });
  }
  if (op !== "in" && op !== "not_in") return checkValue(leaf, value, { path, variable });
  if (variable.type === "list") {
    return refuse("op", `${name} holds a list, which \`${op}\` cannot look for in another`, "Use `eq`, `neq` or `exists`");
  }
  if (!Array.isArray(value)) return refuse("value", `\`${op}\` needs a list to look into`, "Put the value into brackets: `[…]`");
  return value.flatMap((item: Value, index) => checkValue(leaf, item, { path, variable, index }));
}

/** Bounds and `values` are left to the findings: a comparison that never holds is no error. */
function checkValue(
  { key }: ConditionLeaf,
  value: Value,
  { path, variable, index }: { readonly path: Path; readonly variable: SceneVariable; readonly index?: number },
): SceneIssue[] {
  const { values: _, ...typed } = variable;
  // A whole-number variable may be compared with 0.5: it is above or below.
  const type = variable.type === "integer" ? "number" : variable.type;
  const why = whyUnfit({ ...typed, type }, value);
  if (why === undefined) return [];
  const at = index === undefined ? ["value"] : ["value", index];
  const message = `what \`${quoteForMessage(key)}\` is compared with ${why}`;
  return [
    {
      path: [...path, ...at],
      message,
      hint: `\`${quoteForMessage(key)}\` holds ${HOLDS[variable.type]}: compare it with the like`,
    },
  ];
}
