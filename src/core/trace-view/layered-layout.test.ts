import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type GraphLayout, layoutGraph } from "./layered-layout.ts";

const SIZES = { width: 160, height: 40, gapX: 24, gapY: 36 };

function edgesOf(...pairs: readonly string[]): { from: string; to: string }[] {
  return pairs.map((pair) => ({ from: pair.charAt(0), to: pair.charAt(1) }));
}

function layersOf({ nodes }: GraphLayout): Record<string, number> {
  return Object.fromEntries(nodes.map(({ id, layer }) => [id, layer]));
}

test("[TV10] every node stands below all that lead to it; the way back of a loop is turned around", () => {
  const layout = layoutGraph({ nodes: ["a", "b", "c", "d"], edges: edgesOf("ab", "ac", "bd", "cd", "da") }, SIZES);
  expect(layersOf(layout)).toEqual({ a: 0, b: 1, c: 1, d: 2 });
  expect(layout.edges.map(({ from, to, isBack }) => `${from}${to}${isBack ? " back" : ""}`)).toEqual([
    "ab",
    "ac",
    "bd",
    "cd",
    "da back",
  ]);
});

test("[TV10] a long edge goes around the boxes between", () => {
  const layout = layoutGraph({ nodes: ["a", "b", "c"], edges: edgesOf("ab", "bc", "ac") }, SIZES);
  const b = layout.nodes.find(({ id }) => id === "b");
  const [, middle] = layout.edges.find(({ from, to }) => from === "a" && to === "c")?.points ?? [];
  expect(middle?.y).toBe(b?.y);
  expect(Math.abs((middle?.x ?? 0) - (b?.x ?? 0))).toBeGreaterThanOrEqual(SIZES.width / 2 + SIZES.gapX);
});

test("[TV10] edges that need not cross do not", () => {
  const nodes = ["a", "b", "c", "d", "e"];
  const { nodes: laid } = layoutGraph({ nodes, edges: edgesOf("ab", "ac", "be", "cd") }, SIZES);
  const x = (id: string): number => laid.find((node) => node.id === id)?.x ?? 0;
  expect(Math.sign(x("b") - x("c"))).toBe(Math.sign(x("e") - x("d")));
});

test("[TV10] edges to themselves and to nowhere are left out, and an empty graph is empty", () => {
  expect(layoutGraph({ nodes: ["a"], edges: edgesOf("aa", "az") }, SIZES)).toMatchObject({ edges: [], width: 160, height: 40 });
  expect(layoutGraph({ nodes: [], edges: [] }, SIZES).nodes).toEqual([]);
});

const graphs = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.record({
    nodes: fc.constant(Array.from({ length: count }, (_none, at) => `n${at}`)),
    edges: fc.array(
      fc.record({
        from: fc.integer({ min: 0, max: count - 1 }).map((at) => `n${at}`),
        to: fc.integer({ min: 0, max: count - 1 }).map((at) => `n${at}`),
      }),
      { maxLength: 30 },
    ),
  }),
);

test("[TV10] boxes never overlap, edges lead down but for those of loops, and the same graph is laid out the same", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const layout = layoutGraph(graph, SIZES);
      const layers = layersOf(layout);
      for (const { from, to, isBack } of layout.edges) {
        expect((layers[to] ?? 0) > (layers[from] ?? 0)).toBe(!isBack);
      }
      for (const [at, one] of layout.nodes.entries()) {
        for (const other of layout.nodes.slice(at + 1)) {
          if (one.layer === other.layer) expect(Math.abs(one.x - other.x)).toBeGreaterThan(SIZES.width + SIZES.gapX - 1e-6);
        }
      }
      expect(layoutGraph(graph, SIZES)).toEqual(layout);
    }),
    { numRuns: 60 },
  );
});

test("[TV10] a story of 10,000 nodes in a row, with a way back to the start, is laid out", () => {
  const nodes = Array.from({ length: 10_000 }, (_none, at) => `n${at}`);
  const edges = nodes.map((from, at) => ({ from, to: nodes[(at + 1) % nodes.length] ?? "" }));
  const layout = layoutGraph({ nodes, edges }, SIZES);
  expect(layout.nodes.at(-1)?.layer).toBe(9_999);
  expect(layout.edges.filter(({ isBack }) => isBack)).toHaveLength(1);
});
