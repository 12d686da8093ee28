import type { PlainGraph } from "./layout/plain-graph.ts";
import { assignLayers } from "./layout/assign-layers.ts";
import { orderLayers } from "./layout/order-layers.ts";
import { placeAcross } from "./layout/place-across.ts";
import { splitEdges } from "./layout/split-edges.ts";

/** In the unit of the sizes that were given; the origin is at the top left. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface LaidNode extends Point {
  readonly id: string;
  /** From 0 at the top. */
  readonly layer: number;
}

export interface LaidEdge {
  readonly from: string;
  readonly to: string;
  /** Whether it leads back up, as the way around a loop does. */
  readonly isBack: boolean;
  /** From the edge of one box to that of the other, through the gaps between boxes. */
  readonly points: readonly Point[];
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  /** `x` and `y` are the middle of the node's box. */
  readonly nodes: readonly LaidNode[];
  readonly edges: readonly LaidEdge[];
}

/** Of boxes and the gaps between them. */
export interface BoxSizes {
  readonly width: number;
  readonly height: number;
  readonly gapX: number;
  readonly gapY: number;
}

/**
 * Lays a graph out in layers from top to bottom: every edge leads down but for those that close a loop. Equal graphs are
 * laid out equally, and time grows with nodes and edges, not with their square.
 *
 * Method: Sugiyama, Tagawa and Toda 1981: loops are opened, nodes layered by their longest way from a start, long edges
 * cut into pieces, layers ordered by barycentres, and nodes set over the middle of their neighbours.
 * Source: SPEC.md TV10.
 */
export function layoutGraph(graph: PlainGraph, sizes: BoxSizes): GraphLayout {
  const layered = assignLayers(graph);
  const pieces = splitEdges(layered);
  const order = orderLayers(pieces);
  const across = placeAcross(pieces, order, { box: sizes.width, gap: sizes.gapX });
  const yOf = (layer: number): number => layer * (sizes.height + sizes.gapY) + sizes.height / 2;
  const xOf = (node: number): number => across[node] ?? 0;
  const nodes = graph.nodes.map((id, at) => ({
    id,
    x: xOf(at),
    y: yOf(layered.layers[at] ?? 0),
    layer: layered.layers[at] ?? 0,
  }));
  const edges = layered.edges.map((edge, at): LaidEdge => {
    const way = (pieces.ways[at] ?? []).map((node) => ({ x: xOf(node), y: yOf(pieces.layers[node] ?? 0) }));
    const isBack = edge.isReversed;
    // Beside the way there, which it would otherwise hide.
    const aside = isBack ? sizes.width / BACK_ASIDE : 0;
    const down = way.map(({ x, y }, place) => ({ x: x + aside, y: y + trim(place, way.length, sizes.height / 2) }));
    return { from: edge.from, to: edge.to, isBack, points: isBack ? down.toReversed() : down };
  });
  return {
    width: across.reduce((most, x) => Math.max(most, x), 0) + sizes.width / 2,
    height: yOf(layered.layers.reduce((most, layer) => Math.max(most, layer), 0)) + sizes.height / 2,
    nodes,
    edges,
  };
}

/** A way back begins and ends this part of a box beside its middle. */
const BACK_ASIDE = 6;

/** A way begins at the foot of one box and ends at the head of another; between them it keeps to the middle of the gaps. */
function trim(place: number, length: number, half: number): number {
  if (place === 0) return half;
  return place === length - 1 ? -half : 0;
}
