import type { StoredEvent } from "../events/event.ts";

/** An event with what followed from it. */
export interface CausalNode {
  readonly event: StoredEvent;
  /** Steps from the first cause, from 0. */
  readonly level: number;
  readonly children: readonly CausalNode[];
}

interface Growing extends CausalNode {
  readonly children: Growing[];
}

/**
 * The events of one causal chain as a tree: what happened to a job hangs below its queueing, what happened to a version
 * below its creation, and what policy did by itself below what made it do so.
 *
 * @param events  Events of one chain, in any order. Where a cause is not among them, its consequences stand at the root.
 * @returns the roots in seq order: what a person did, most often one.
 */
export function causalTree(events: readonly StoredEvent[]): readonly CausalNode[] {
  const roots: Growing[] = [];
  const first = new Map<string, Growing>();
  /** The newest node at each causal depth. */
  const newest = new Map<number, Growing>();
  for (const event of events.toSorted((a, b) => a.seq - b.seq)) {
    const parent = first.get(event.entityId) ?? findCause(event, first, newest);
    const node: Growing = { event, level: parent === undefined ? 0 : parent.level + 1, children: [] };
    (parent?.children ?? roots).push(node);
    if (!first.has(event.entityId)) first.set(event.entityId, node);
    newest.set(event.causalDepth, node);
  }
  return roots;
}

/** What made an entity's first event happen: a version is made by its job, and what is deeper follows from what is less deep. */
function findCause(
  event: StoredEvent,
  first: ReadonlyMap<string, Growing>,
  newest: ReadonlyMap<number, Growing>,
): Growing | undefined {
  if (event.type === "version.created") return first.get(event.payload.jobId);
  return event.causalDepth === 0 ? undefined : newest.get(event.causalDepth - 1);
}

/** The nodes of a tree in reading order: each before what followed from it. */
export function flattenTree(nodes: readonly CausalNode[]): readonly CausalNode[] {
  return nodes.flatMap((node) => [node, ...flattenTree(node.children)]);
}
