import type { Value, Values } from "../story/value.ts";

/** Longest part of a text that tells two values apart. Guess: names and states are shorter. */
const TEXT_LENGTH = 40;

/** Items that a play can be the first to meet. Those of `variableItems` only give more places to go on from. */
export const ITEM = {
  node: (node: string) => `node ${node}`,
  choice: (key: string) => `choice ${key}`,
  test: (test: number) => `test ${test}`,
  ending: (ending: string) => `ending ${ending}`,
  /** A watched condition holds. */
  holds: (condition: number) => `holds ${condition}`,
} as const;

/** Whether an item counts as something new when it is asked how long nothing new was met. */
export function isNews(item: string): boolean {
  return !item.startsWith("at ");
}

/** One item per variable: the node, and about what the variable holds there. Source: SPEC.md EX9. */
export function variableItems(node: string, variables: Values): string[] {
  return Object.entries(variables).map(([name, value]) => `at ${node} ${name} ${roughly(value)}`);
}

/** A value, or the power of two that a number or a list's length is near: so there are few of them. */
function roughly(value: Value): string {
  if (typeof value === "number") return `${Math.sign(value)}e${Math.ceil(Math.log2(Math.abs(value) + 1))}`;
  if (Array.isArray(value)) return `list ${Math.ceil(Math.log2(value.length + 1))}`;
  return JSON.stringify(value).slice(0, TEXT_LENGTH);
}
