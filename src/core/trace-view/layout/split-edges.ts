import type { LayeredGraph } from "./assign-layers.ts";

/** A layered graph in which every edge leads from one layer to the next: long ones are cut by stand-ins. */
export interface SplitGraph {
  /** Layer of each node; the graph's own come first, then the stand-ins. */
  readonly layers: readonly number[];
  /** How many of them are nodes of the graph. */
  readonly own: number;
  /** Of each node, its neighbours in the layer above and in the layer below. */
  readonly above: readonly (readonly number[])[];
  readonly below: readonly (readonly number[])[];
  /** The way of each edge, from its upper node to its lower one. */
  readonly ways: readonly (readonly number[])[];
}

/** More stand-ins would cost more than the picture is worth: the edges left over are drawn straight. */
const MOST_STAND_INS = 50_000;

export function splitEdges({ layers: own, edges }: LayeredGraph): SplitGraph {
  const layers = [...own];
  const ways = edges.map(({ upper, lower }) => {
    const [first, last] = [own[upper] ?? 0, own[lower] ?? 0];
    const way = [upper];
    if (layers.length - own.length + (last - first) <= MOST_STAND_INS) {
      for (let layer = first + 1; layer < last; layer += 1) way.push(layers.push(layer) - 1);
    }
    way.push(lower);
    return way;
  });
  const above: number[][] = layers.map(() => []);
  const below: number[][] = layers.map(() => []);
  for (const way of ways) {
    for (const [place, node] of way.entries()) {
      const next = way[place + 1];
      if (next === undefined) continue;
      below[node]?.push(next);
      above[next]?.push(node);
    }
  }
  return { layers, own: own.length, above, below, ways };
}
