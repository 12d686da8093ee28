import { leavesOf, readCondition, wordLeaf } from "../native/condition-tree.ts";
import type { Condition } from "../scene/condition.ts";
import type { Assertion } from "./assertion.ts";

/** What an assertion says, in words; its own name where it has one. */
export function wordAssertion(assertion: Assertion): string {
  if (assertion.name !== undefined) return assertion.name;
  switch (assertion.type) {
    case "reachable":
      return `${wordTarget(assertion)} can be reached`;
    case "always_before":
      return `${wordTarget(assertion)} comes only after node \`${assertion.before}\``;
    case "never":
      return `never ${wordCondition(assertion.when)}`;
    case "impossible_unless":
      return `${wordTarget(assertion)} comes only where ${wordCondition(assertion.when)}`;
    case "ending_share":
      return `ending \`${assertion.ending}\` in ${percent(assertion.min)} to ${percent(assertion.max)} of random plays`;
  }
}

interface Target {
  readonly node?: string | undefined;
  readonly ending?: string | undefined;
  readonly choice?: string | undefined;
}

export function wordTarget({ node, ending, choice }: Target): string {
  if (node !== undefined) return `node \`${node}\``;
  return ending === undefined ? `choice \`${choice}\`` : `ending \`${ending}\``;
}

/** One comparison stands in full; more are named by their variables. */
function wordCondition(condition: Condition): string {
  const leaves = leavesOf(readCondition(condition));
  const [only] = leaves;
  if (only !== undefined && leaves.length === 1 && "key" in condition) return `\`${wordLeaf(only)}\``;
  return `its condition on ${[...new Set(leaves.map(({ key }) => `\`${key}\``))].join(", ")} holds`;
}

export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
