import { createHash } from "node:crypto";
import type { SignedGraph } from "./graph.ts";

/** Nodes that run, sources before what needs them; a cached output is listed, what leads to it is not. */
export function planExecution(
  graph: SignedGraph,
  outputs: readonly string[],
  { seed, isCached }: { readonly seed: string; readonly isCached: (id: string) => boolean },
): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  function visit(id: string): void {
    if (seen.has(id)) return;
    seen.add(id);
    if (isCached(id)) {
      if (outputs.includes(id)) order.push(id);
      return;
    }
    for (const link of graph.linksOf(id)) visit(link.id);
    order.push(id);
  }
  for (const id of shuffle(outputs, seed)) visit(id);
  return order;
}

/** The real order comes from a set of strings and differs between processes; here it follows from the seed. */
function shuffle(ids: readonly string[], seed: string): string[] {
  const rank = (id: string) => createHash("sha256").update(`${seed}/${id}`).digest("hex");
  const ranked = ids.map((id) => ({ id, rank: rank(id) }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ id }) => id);
}

/** How many steps a node reports; 0 for nodes without progress. */
export function stepsOf(graph: SignedGraph, id: string, steps: number | null): number {
  const className = graph.classOf(id);
  if (className === "SlowTest") return Number(graph.inputsOf(id)["steps"]);
  if (className !== "KSampler" && className !== "KSamplerAdvanced") return 0;
  return steps ?? Number(graph.inputsOf(id)["steps"]);
}
