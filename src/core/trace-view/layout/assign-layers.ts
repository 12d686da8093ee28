import type { PlainGraph } from "./plain-graph.ts";

/** A graph without loops: what closed one is turned around. Nodes are meant by their place. */
export interface LayeredGraph {
  /** Layer of each node, from 0. */
  readonly layers: readonly number[];
  /** One for each edge between two different nodes, `upper` in a smaller layer than `lower`. */
  readonly edges: readonly LayeredEdge[];
}

export interface LayeredEdge {
  readonly from: string;
  readonly to: string;
  readonly upper: number;
  readonly lower: number;
  readonly isReversed: boolean;
}

/** Layers by the longest way from a node that nothing leads to. An edge from a node to itself has no place in layers. */
export function assignLayers({ nodes, edges }: PlainGraph): LayeredGraph {
  const places = new Map(nodes.map((id, place) => [id, place]));
  const known = edges.flatMap(({ from, to }) => {
    const [upper, lower] = [places.get(from), places.get(to)];
    return upper === undefined || lower === undefined || upper === lower ? [] : [{ from, to, upper, lower }];
  });
  const closing = findClosing(nodes.length, known);
  const down = known.map((edge, at): LayeredEdge => {
    if (!closing.has(at)) return { ...edge, isReversed: false };
    return { ...edge, upper: edge.lower, lower: edge.upper, isReversed: true };
  });
  return { layers: longestWays(nodes.length, down), edges: down };
}

type Ends = Pick<LayeredEdge, "upper" | "lower">;

/** Edges that lead to a node whose own ways are still being walked: each of them closes a loop. Without recursion: a story can be 10,000 nodes deep. */
function findClosing(count: number, edges: readonly Ends[]): ReadonlySet<number> {
  const leaving = groupBy(count, edges, ({ upper }) => upper);
  const state = new Uint8Array(count);
  const next = new Uint32Array(count);
  const closing = new Set<number>();
  for (let root = 0; root < count; root += 1) {
    if (state[root] !== UNSEEN) continue;
    const path = [root];
    state[root] = OPEN;
    while (path.length > 0) {
      const node = path.at(-1) ?? 0;
      const edge = leaving[node]?.[next[node] ?? 0];
      next[node] = (next[node] ?? 0) + 1;
      if (edge === undefined) {
        state[node] = DONE;
        path.pop();
        continue;
      }
      const to = edges[edge]?.lower ?? 0;
      if (state[to] === OPEN) closing.add(edge);
      if (state[to] !== UNSEEN) continue;
      state[to] = OPEN;
      path.push(to);
    }
  }
  return closing;
}

const UNSEEN = 0;
const OPEN = 1;
const DONE = 2;

function longestWays(count: number, edges: readonly Ends[]): readonly number[] {
  const leaving = groupBy(count, edges, ({ upper }) => upper);
  const waiting = new Uint32Array(count);
  for (const { lower } of edges) waiting[lower] = (waiting[lower] ?? 0) + 1;
  const layers = Array.from({ length: count }, () => 0);
  const ready = layers.flatMap((_layer, node) => (waiting[node] === 0 ? [node] : []));
  // The list grows while it is walked.
  for (const node of ready) {
    for (const edge of leaving[node] ?? []) {
      const to = edges[edge]?.lower ?? 0;
      layers[to] = Math.max(layers[to] ?? 0, (layers[node] ?? 0) + 1);
      waiting[to] = (waiting[to] ?? 0) - 1;
      if (waiting[to] === 0) ready.push(to);
    }
  }
  return layers;
}

/** Places of edges by one of their ends. */
function groupBy(count: number, edges: readonly Ends[], end: (edge: Ends) => number): readonly (readonly number[])[] {
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (const [place, edge] of edges.entries()) groups[end(edge)]?.push(place);
  return groups;
}
