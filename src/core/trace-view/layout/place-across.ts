import type { SplitGraph } from "./split-edges.ts";

/** How often layers are set by their neighbours, down and up in turn. Guess: more moves nothing by a pixel. */
const PASSES = 6;
/** A stand-in moves its neighbours more than a box does, so that long edges run straight. Guess. */
const STAND_IN_WEIGHT = 4;

/** How wide boxes are, and the least gap between two of them. A stand-in is as thin as the line that it is a part of. */
export interface Widths {
  readonly box: number;
  readonly gap: number;
}

/**
 * Where the middle of each node stands from left to right, in the order of its layer and never nearer to the next than its
 * box allows: each as near as can be to the mean of its neighbours. The leftmost box begins at 0.
 */
export function placeAcross(graph: SplitGraph, order: readonly (readonly number[])[], widths: Widths): readonly number[] {
  const halfOf = (node: number): number => (node < graph.own ? widths.box / 2 : 0);
  const offsets = order.map((layer) => offsetsOf(layer, halfOf, widths.gap));
  const x = new Float64Array(graph.layers.length);
  for (const [at, layer] of order.entries()) for (const [place, node] of layer.entries()) x[node] = offsets[at]?.[place] ?? 0;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const isDown = pass % 2 === 0;
    const neighbours = isDown ? graph.above : graph.below;
    const places = isDown ? order.keys() : [...order.keys()].toReversed();
    for (const at of places) setLayer({ layer: order[at] ?? [], offsets: offsets[at] ?? [], x, neighbours, own: graph.own });
  }
  const least = x.reduce((smallest, value, node) => Math.min(smallest, value - halfOf(node)), Infinity);
  return Array.from(x, (value) => value - least);
}

/** How far each node of a layer stands from the first of it, as close together as boxes and gaps allow. */
function offsetsOf(layer: readonly number[], halfOf: (node: number) => number, gap: number): readonly number[] {
  let offset = 0;
  return layer.map((node, place) => {
    const before = layer[place - 1];
    if (before !== undefined) offset += halfOf(before) + gap + halfOf(node);
    return offset;
  });
}

interface Setting {
  readonly layer: readonly number[];
  readonly offsets: readonly number[];
  readonly x: Float64Array;
  readonly neighbours: SplitGraph["above"];
  readonly own: number;
}

function setLayer({ layer, offsets, x, neighbours, own }: Setting): void {
  const wanted = layer.map((node, place) => ({
    value: (meanOf(neighbours[node] ?? [], x) ?? x[node] ?? 0) - (offsets[place] ?? 0),
    weight: node < own ? 1 : STAND_IN_WEIGHT,
  }));
  for (const [place, value] of inOrder(wanted).entries()) x[layer[place] ?? 0] = value + (offsets[place] ?? 0);
}

function meanOf(nodes: readonly number[], x: Float64Array): number | undefined {
  if (nodes.length === 0) return undefined;
  return nodes.reduce((sum, node) => sum + (x[node] ?? 0), 0) / nodes.length;
}

/** Neighbours that push each other lie in one block, which stands at the weighted mean of what they want. */
interface Block {
  readonly sum: number;
  readonly weight: number;
  readonly count: number;
}

/** The values nearest to those wanted, by weighted squares, none less than the one before: neighbours are pooled. */
function inOrder(wanted: readonly { readonly value: number; readonly weight: number }[]): readonly number[] {
  const blocks: Block[] = [];
  for (const { value, weight } of wanted) {
    let block: Block = { sum: value * weight, weight, count: 1 };
    for (let last = blocks.at(-1); last !== undefined && meanIn(last) > meanIn(block); last = blocks.at(-1)) {
      blocks.pop();
      block = { sum: last.sum + block.sum, weight: last.weight + block.weight, count: last.count + block.count };
    }
    blocks.push(block);
  }
  return blocks.flatMap((block) => Array.from({ length: block.count }, () => meanIn(block)));
}

function meanIn({ sum, weight }: Block): number {
  return sum / weight;
}
