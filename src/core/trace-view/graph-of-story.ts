import type { Heat } from "../playtest/coverage/coverage.ts";
import type { GraphEdge, GraphNode, StoryGraph } from "./story-graph.ts";

/** A story as its file tells it, before anything of it was played. */
export interface WrittenStory {
  readonly nodes: readonly {
    readonly id: string;
    readonly text: string;
    readonly speaker: string | null;
    readonly ending: string | null;
  }[];
  readonly edges: readonly {
    readonly from: string;
    /** Null where only playing tells. */
    readonly to: string | null;
    /** Null for a node that goes on by itself. */
    readonly choice: string | null;
  }[];
  /** `where` begins with the node concerned: `quay`, or `quay/board`. */
  readonly findings: readonly { readonly where: string; readonly why: string }[];
}

/**
 * A whole story as a graph: how often each node was entered and each way gone, where an exploration has counted, and what
 * is wrong where. Choices that lead from one node to another are one way. Source: SPEC.md TV8.
 */
export function graphOfStory({ nodes, edges, findings }: WrittenStory, heat: Heat | null): StoryGraph {
  const found = Map.groupBy(findings, ({ where }) => where.split("/")[0] ?? where);
  return {
    nodes: nodes.map(({ id, text, speaker, ending }): GraphNode => {
      const visits = heat === null ? null : (heat.nodes[id] ?? 0);
      return { id, text, speaker, ending, visits, findings: (found.get(id) ?? []).map(({ why }) => why) };
    }),
    edges: mergeEdges(edges, heat),
  };
}

function mergeEdges(edges: WrittenStory["edges"], heat: Heat | null): readonly GraphEdge[] {
  const merged = new Map<string, GraphEdge>();
  for (const { from, to, choice } of edges) {
    if (to === null) continue;
    const key = JSON.stringify([from, to]);
    const before = merged.get(key) ?? { from, to, choices: [], visits: heat === null ? null : 0 };
    const gone = heat === null ? null : (before.visits ?? 0) + countOf(heat, from, choice);
    merged.set(key, { from, to, choices: choice === null ? before.choices : [...before.choices, choice], visits: gone });
  }
  return [...merged.values()];
}

/** A node that goes on by itself does so whenever it is entered. */
function countOf({ nodes, choices }: Heat, from: string, choice: string | null): number {
  return (choice === null ? nodes[from] : choices[`${from}/${choice}`]) ?? 0;
}
