import type { StoredEvent } from "../events/event.ts";
import { causalTree, flattenTree } from "./causal-tree.ts";
import { chainGroups } from "./chain-groups.ts";
import { chainSummary, type ChainSummary } from "./chain-summary.ts";

/** A line of the list: an event, or a chain that can be opened. */
export type ActivityRow =
  | { readonly kind: "event"; readonly key: string; readonly event: StoredEvent; readonly level: number }
  | {
      readonly kind: "chain";
      readonly key: string;
      readonly chainId: string;
      readonly summary: ChainSummary;
      readonly isOpen: boolean;
    };

/** Each event as a line of its own, as they come. */
export function eventRows(events: readonly StoredEvent[]): readonly ActivityRow[] {
  return events.map((event) => ({ kind: "event", key: String(event.seq), event, level: 0 }));
}

/**
 * One line for each chain, the one that moved last first; below an open one its events, each indented below its cause.
 *
 * @param events  Newest first.
 * @param open    Chains that are open, with all of their events; undefined while these are not read, so that what is at
 *                hand stands in for them.
 */
export function chainRows(
  events: readonly StoredEvent[],
  open: ReadonlyMap<string, readonly StoredEvent[] | undefined>,
): readonly ActivityRow[] {
  return chainGroups(events).flatMap((group): readonly ActivityRow[] => {
    const { chainId } = group;
    const whole = open.get(chainId) ?? group.events;
    const isOpen = open.has(chainId);
    const head = { kind: "chain", key: `chain:${chainId}`, chainId, summary: chainSummary(whole), isOpen } as const;
    return isOpen ? [head, ...treeRows(whole)] : [head];
  });
}

function treeRows(events: readonly StoredEvent[]): readonly ActivityRow[] {
  return flattenTree(causalTree(events)).map(({ event, level }) => ({
    kind: "event",
    key: String(event.seq),
    event,
    level: level + 1,
  }));
}
