import type { Path } from "../../authored/source-tree.ts";
import type { Condition, ConditionLeaf } from "../scene/condition.ts";
import type { Value } from "../story/value.ts";

/** A condition with every `not` carried down to the leaves: only they are negated. */
export type ConditionTree = TreeLeaf | { readonly kind: "all" | "any"; readonly parts: readonly ConditionTree[] };

/** One comparison of a variable. */
export interface TreeLeaf {
  readonly kind: "leaf";
  /** Where it stands in the condition as written: `when`, `all.0`, `any.1.not`. */
  readonly place: string;
  /** The same, as steps into the condition's source. */
  readonly path: Path;
  readonly key: string;
  readonly op: ConditionLeaf["op"];
  /** Null where the operator takes none. */
  readonly value: Value;
  /** It must not hold. */
  readonly isNegated: boolean;
}

/** Reads a condition as a tree. An empty list holds, as an empty `all` does; an empty `any` does not. */
export function readCondition(condition: Condition): ConditionTree {
  return readPart(condition, { names: [], path: [], isNegated: false });
}

/** Where a part stands. */
interface Spot {
  /** As leaves are named; a plain list is an `all`. */
  readonly names: Path;
  readonly path: Path;
  readonly isNegated: boolean;
}

function readPart(condition: Condition, spot: Spot): ConditionTree {
  if ("key" in condition) return readLeaf(condition, spot);
  if ("not" in condition) return readPart(condition.not, { ...below(spot, ["not"]), isNegated: !spot.isNegated });
  if ("any" in condition) return readList("any", condition.any, below(spot, ["any"]));
  if ("all" in condition) return readList("all", condition.all, below(spot, ["all"]));
  return readList("all", condition, { ...spot, names: [...spot.names, "all"] });
}

function readLeaf({ key, op, value }: ConditionLeaf, { names, path, isNegated }: Spot): TreeLeaf {
  return { kind: "leaf", place: names.join(".") || "when", path, key, op, value: value ?? null, isNegated };
}

/** A negated list is the other kind of list of negated parts (De Morgan). */
function readList(kind: "all" | "any", parts: readonly Condition[], spot: Spot): ConditionTree {
  const other = kind === "all" ? "any" : "all";
  return { kind: spot.isNegated ? other : kind, parts: parts.map((part, index) => readPart(part, below(spot, [index]))) };
}

function below({ names, path, isNegated }: Spot, steps: Path): Spot {
  return { names: [...names, ...steps], path: [...path, ...steps], isNegated };
}

/** All leaves, in the order in which they are written. */
export function leavesOf(tree: ConditionTree): TreeLeaf[] {
  return tree.kind === "leaf" ? [tree] : tree.parts.flatMap(leavesOf);
}

/** A leaf in words, e.g. `lamp eq true`, as it is written. */
export function wordLeaf({ key, op, value }: { readonly key: string; readonly op: string; readonly value: Value }): string {
  return op === "exists" || op === "not_exists" ? `${key} ${op}` : `${key} ${op} ${JSON.stringify(value)}`;
}
