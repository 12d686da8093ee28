import type { ApiGraph } from "../assets/records/workflow.ts";
import { suggest } from "../authored/nearest.ts";
import { compareCodeUnits } from "../canonical/order.ts";
import { titleOf } from "./api-links.ts";

/** How a bindings file names a node: by id, or by a title that only one node has. */
export interface NodeName {
  readonly node?: string | undefined;
  readonly title?: string | undefined;
}

export type ResolvedNode = { readonly id: string } | { readonly id: null; readonly why: string };

/** Finds the one node that is meant, or says why there is none. Source: SPEC.md W2. */
export function resolveNode(graph: ApiGraph, { node, title = "" }: NodeName): ResolvedNode {
  if (node !== undefined) {
    if (Object.hasOwn(graph, node)) return { id: node };
    return { id: null, why: `there is no node \`${node}\`${suggest(node, Object.keys(graph))}` };
  }
  const titled = Object.keys(graph).filter((id) => titleOf(graph, id) === title);
  const [only] = titled;
  if (only === undefined) {
    const titles = Object.keys(graph).flatMap((id) => titleOf(graph, id) ?? []);
    return { id: null, why: `no node has the title \`${title}\`${suggest(title, titles)}` };
  }
  if (titled.length === 1) return { id: only };
  const ids = titled.toSorted(compareCodeUnits).map((id) => `\`${id}\``);
  return { id: null, why: `the title \`${title}\` is that of the nodes ${ids.join(", ")}` };
}
