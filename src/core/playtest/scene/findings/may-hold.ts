import { compareWith } from "../../native/compare.ts";
import { leavesOf, type ConditionTree, type TreeLeaf } from "../../native/condition-tree.ts";
import type { Value } from "../../story/value.ts";
import type { Domain } from "./domain.ts";

/** Guess: no condition that a person wrote has as many ways to hold; one that has is taken to hold some way. */
const MAX_STEPS = 2000;

export type Domains = ReadonlyMap<string, Domain>;

/**
 * Whether some values of the variables' domains make a condition hold, each variable taken by itself.
 * `false` is certain: no play makes it hold. Source: SPEC.md SC52.
 */
export function mayHold(condition: ConditionTree, domains: Domains): boolean {
  if (leavesOf(condition).length > MAX_STEPS) return true;
  const search = { steps: 0, domains };
  return canReach([condition], new Map(), search);
}

interface Search {
  steps: number;
  readonly domains: Domains;
}

/** What each variable must still be able to do: the leaves that were chosen for it. */
type Chosen = ReadonlyMap<string, readonly TreeLeaf[]>;

/** Tries every way to make all the goals hold, until one leaves each variable a value. */
function canReach(goals: readonly ConditionTree[], chosen: Chosen, search: Search): boolean {
  search.steps += 1;
  if (search.steps > MAX_STEPS) return true;
  const [goal, ...rest] = goals;
  if (goal === undefined) return true;
  if (goal.kind === "leaf") {
    const leaves = [...(chosen.get(goal.key) ?? []), goal];
    return hasValue(leaves, search.domains.get(goal.key)) && canReach(rest, new Map([...chosen, [goal.key, leaves]]), search);
  }
  if (goal.kind === "all") return canReach([...goal.parts, ...rest], chosen, search);
  return goal.parts.some((part) => canReach([part, ...rest], chosen, search));
}

function hasValue(leaves: readonly TreeLeaf[], domain: Domain | undefined): boolean {
  if (domain === undefined) return true;
  const constants = leaves.flatMap(({ value }): readonly Value[] => (Array.isArray(value) ? [value, ...value] : [value]));
  return domain
    .samples(constants)
    .some((sample) => leaves.every(({ op, value, isNegated }) => compareWith(op, value)(sample) !== isNegated));
}
