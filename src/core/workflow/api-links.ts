import { type ApiGraph, isLink } from "../assets/records/workflow.ts";

/** The ids of the nodes that a node's inputs are linked to. */
function sourcesOf(graph: ApiGraph, nodeId: string): readonly string[] {
  return Object.values(graph[nodeId]?.inputs ?? {}).flatMap((value) => (isLink(value) ? [value[0]] : []));
}

/** A node and all that it is made from, near or far. */
export function upstreamOf(graph: ApiGraph, nodeId: string): ReadonlySet<string> {
  const reached = new Set([nodeId]);
  // A set is walked in order of insertion, and what is added on the way is still visited.
  for (const id of reached) for (const source of sourcesOf(graph, id)) reached.add(source);
  return reached;
}

/** The title that people gave a node; null for none. */
export function titleOf(graph: ApiGraph, nodeId: string): string | null {
  return graph[nodeId]?.["_meta"]?.title ?? null;
}

/** A node in a sentence, e.g. node `3` (`KSampler`). */
export function nodeWords(graph: ApiGraph, nodeId: string): string {
  return `node \`${nodeId}\` (\`${titleOf(graph, nodeId) ?? graph[nodeId]?.class_type ?? "?"}\`)`;
}
