import type { SplitGraph } from "./split-edges.ts";

/** How often layers are ordered by their neighbours, down and up in turn. Guess: later sweeps hardly change small stories. */
const SWEEPS = 8;

/**
 * The nodes of each layer from left to right, such that few edges cross: each layer is sorted by the mean place of its
 * nodes' neighbours in the layer before, again and again; the sweep with the fewest crossings stands.
 */
export function orderLayers(graph: SplitGraph): readonly (readonly number[])[] {
  let order = initialOrder(graph);
  let best = order;
  let fewest = countCrossings(graph, order);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    order = sweep % 2 === 0 ? sweepDown(graph, order) : sweepUp(graph, order);
    const crossings = countCrossings(graph, order);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = order;
  }
  return best;
}

type Order = readonly (readonly number[])[];

/** As a walk from the first node on meets them: what belongs together begins together. */
function initialOrder({ layers, below, above }: SplitGraph): Order {
  const order: number[][] = Array.from({ length: layers.reduce((most, layer) => Math.max(most, layer), 0) + 1 }, () => []);
  const seen = new Uint8Array(layers.length);
  const roots = [...layers.keys()].filter((node) => above[node]?.length === 0);
  const path = roots.toReversed();
  for (let node = path.pop(); node !== undefined; node = path.pop()) {
    if (seen[node] === 1) continue;
    seen[node] = 1;
    order[layers[node] ?? 0]?.push(node);
    path.push(...(below[node] ?? []).toReversed());
  }
  return order;
}

function sweepDown({ layers, above }: SplitGraph, order: Order): Order {
  const places = placesOf(order, layers.length);
  return order.map((layer, at) => (at === 0 ? layer : sorted(layer, above, places)));
}

function sweepUp({ layers, below }: SplitGraph, order: Order): Order {
  const places = placesOf(order, layers.length);
  return order
    .toReversed()
    .map((layer, at) => (at === 0 ? layer : sorted(layer, below, places)))
    .toReversed();
}

/** Sorts a layer by the mean place of its neighbours, and notes the new places for the layers after it. */
function sorted(layer: readonly number[], neighbours: SplitGraph["above"], places: Float64Array): readonly number[] {
  const wanted = new Map(layer.map((node) => [node, meanPlace(neighbours[node] ?? [], places) ?? places[node] ?? 0]));
  const next = layer.toSorted((one, other) => (wanted.get(one) ?? 0) - (wanted.get(other) ?? 0));
  for (const [place, node] of next.entries()) places[node] = place;
  return next;
}

function meanPlace(nodes: readonly number[], places: Float64Array): number | undefined {
  if (nodes.length === 0) return undefined;
  return nodes.reduce((sum, node) => sum + (places[node] ?? 0), 0) / nodes.length;
}

function placesOf(order: Order, count: number): Float64Array {
  const places = new Float64Array(count);
  for (const layer of order) for (const [place, node] of layer.entries()) places[node] = place;
  return places;
}

/** How many pairs of edges between neighbouring layers cross. */
function countCrossings({ below, layers }: SplitGraph, order: Order): number {
  const places = placesOf(order, layers.length);
  let crossings = 0;
  for (const layer of order) {
    const ends = layer.flatMap((node) => (below[node] ?? []).map((next) => places[next] ?? 0).toSorted((a, b) => a - b));
    crossings += countInversions(ends);
  }
  return crossings;
}

/** Pairs of which the greater stands first, by a tree of counts (Fenwick 1994). */
function countInversions(values: readonly number[]): number {
  const size = values.reduce((most, value) => Math.max(most, value), 0) + 1;
  const counts = new Uint32Array(size + 1);
  let inversions = 0;
  for (const [seen, value] of values.entries()) {
    let notGreater = 0;
    for (let at = value + 1; at > 0; at -= at & -at) notGreater += counts[at] ?? 0;
    inversions += seen - notGreater;
    for (let at = value + 1; at <= size; at += at & -at) counts[at] = (counts[at] ?? 0) + 1;
  }
  return inversions;
}
