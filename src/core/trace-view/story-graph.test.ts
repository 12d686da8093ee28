import { expect, test } from "vitest";
import { graphOfStory } from "./graph-of-story.ts";
import { graphOfTrace, heatOf } from "./story-graph.ts";
import { sampleTrace } from "./trace.fixture.ts";
import { sampleTrial } from "./trial.fixture.ts";
import { viewPlaytest } from "./view-playtest.ts";
import { viewTrial } from "./view-trial.ts";

test("[TV8] the graph of a trace has the nodes it entered and the ways it went, with how often", () => {
  const { nodes, edges } = graphOfTrace(viewPlaytest(sampleTrace()));
  expect(nodes).toMatchObject([
    { id: "quay", text: "Fog on the quay.", visits: 2, ending: "dawn" },
    { id: "cellar", text: "Something moves.", speaker: "Mara", visits: 1, ending: null },
  ]);
  expect(edges).toEqual([
    { from: "quay", to: "cellar", choices: ["light"], visits: 1 },
    { from: "cellar", to: "quay", choices: ["fight"], visits: 1 },
  ]);
});

test("[TV8] a way that is gone twice is one edge, and a play that did not end well has no ending", () => {
  const { footer, steps } = sampleTrace();
  const round = [...steps, ...steps].map((step, i) => ({ ...step, i }));
  const { edges, nodes } = graphOfTrace(viewPlaytest(sampleTrace({ steps: round, footer: { ...footer, outcome: "loop" } })));
  expect(edges.map(({ from, to, visits }) => [from, to, visits])).toEqual([
    ["quay", "cellar", 2],
    ["cellar", "quay", 2],
    ["quay", "quay", 1],
  ]);
  expect(nodes.every(({ ending }) => ending === null)).toBe(true);
});

test("[TV8] of a trial the conversation is a graph, and what is judged afterwards is no part of it", () => {
  const { nodes, edges } = graphOfTrace(viewTrial(sampleTrial()));
  expect(nodes.map(({ id, visits }) => [id, visits])).toEqual([
    ["setup", 1],
    ["user", 1],
    ["assistant", 2],
    ["tool check_stock", 2],
  ]);
  expect(edges.find(({ from }) => from === "assistant")).toMatchObject({ to: "tool check_stock", visits: 1 });
});

test("[TV8] heat is by the logarithm: what is met ten times is not cold beside a thousand", () => {
  expect([0, 1, 10, 100, 1000].map((visits) => heatOf(visits, 1000))).toEqual([0, 1, 1, 2, 4]);
  expect(heatOf(1, 1)).toBe(4);
});

const WRITTEN = {
  nodes: [
    { id: "quay", text: "Fog.", speaker: "Mara", ending: null },
    { id: "boat", text: "It rocks.", speaker: null, ending: null },
    { id: "home", text: "Home.", speaker: null, ending: "home" },
  ],
  edges: [
    { from: "quay", to: "boat", choice: "board" },
    { from: "quay", to: "boat", choice: "jump" },
    { from: "quay", to: null, choice: "whistle" },
    { from: "boat", to: "home", choice: null },
  ],
  findings: [{ where: "quay/jump", why: "nobody can jump" }],
};

test("[TV8] a written story is a graph before it was played: nothing is counted, and what is wrong stands at its node", () => {
  const { nodes, edges } = graphOfStory(WRITTEN, null);
  expect(nodes.map(({ id, visits, findings }) => [id, visits, findings])).toEqual([
    ["quay", null, ["nobody can jump"]],
    ["boat", null, []],
    ["home", null, []],
  ]);
  expect(edges).toEqual([
    { from: "quay", to: "boat", choices: ["board", "jump"], visits: null },
    { from: "boat", to: "home", choices: [], visits: null },
  ]);
});

test("[TV8] what an exploration counted is on nodes and ways; what it never met is 0, not unknown", () => {
  const { nodes, edges } = graphOfStory(WRITTEN, { nodes: { quay: 9, boat: 7 }, choices: { "quay/board": 5, "quay/jump": 2 } });
  expect(nodes.map(({ visits }) => visits)).toEqual([9, 7, 0]);
  expect(edges.map(({ visits }) => visits)).toEqual([7, 7]);
});
