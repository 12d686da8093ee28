import { byKey } from "../../canonical/order.ts";
import { isSameValue } from "../native/variable.ts";
import type { Change } from "../story/moment.ts";
import type { Value, Values } from "../story/value.ts";

/**
 * What some changes come to, in order: one for each variable that is not what it was, from its first value to its last,
 * with the action that wrote last; sorted by name. Source: SPEC.md PR9.
 */
export function netChanges(changes: readonly Change[]): readonly Change[] {
  if (isNet(changes)) return changes;
  const net = new Map<string, Change>();
  for (const change of changes) {
    const before = net.get(change.name);
    net.set(change.name, before === undefined ? change : { ...change, old: before.old });
  }
  return [...net.values()].filter((change) => !isSameValue(change.old, change.new)).toSorted(byKey(({ name }) => name));
}

/** Most steps change one variable, or several in order: then there is nothing to do. */
function isNet(changes: readonly Change[]): boolean {
  let last: string | undefined;
  for (const { name, old, new: now } of changes) {
    if (last !== undefined && last >= name) return false;
    if (isSameValue(old, now)) return false;
    last = name;
  }
  return true;
}

/** The variables as they were before the changes were made. */
export function undoChanges(variables: Values, changes: readonly Change[]): Values {
  const before: Record<string, Value> = { ...variables };
  for (const { name, old } of changes.toReversed()) before[name] = old;
  return before;
}
