import { expect, test } from "vitest";
import { readScene } from "../scene/read-scene.ts";
import { openScene } from "./open-scene.ts";
import { sceneOf } from "./scenes.fixture.ts";

const TEXT = `id: quay
start: quay
variables: { lamp: { type: boolean, default: false }, coins: { type: integer, default: 0 } }
endings: [across, never]
worldlines:
  fog:
    patches:
      quay:
        choices:
          - { id: board, when: { key: lamp, op: eq, value: false } }
          - { id: wade, to: shore }
nodes:
  - id: quay
    speaker: Maren
    text: The quay lies dark.
    choices:
      - id: board
        text: Board
        to: shore
        when:
          - { key: lamp, op: eq, value: true }
          - any:
              - { not: { key: coins, op: gt, value: 3 } }
              - { key: coins, op: exists }
      - { id: stay, text: Stay, to: shore, when: { key: lamp, op: eq, value: false } }
  - id: shore
    end: across
    type: harbour
`;

function universe() {
  const reading = readScene({ file: "quay.yaml", text: TEXT });
  if (reading.kind === "invalid") throw new TypeError(reading.problems.map(({ message }) => message).join("\n"));
  return openScene(reading.scene, { linesOf: reading.placeOf }).universe;
}

test("[NE16] nodes, choices and endings stand in the scene's order, with their lines", () => {
  const { start, nodes, choices, endings } = universe();
  expect(start).toBe("quay");
  expect(nodes).toEqual([
    { id: "quay", line: 13, text: "The quay lies dark.", type: null, speaker: "Maren", goto: null, ending: null },
    { id: "shore", line: 26, text: "", type: "harbour", speaker: null, goto: null, ending: "across" },
  ]);
  expect(choices).toEqual([
    { id: "board", node: "quay", text: "Board", to: "shore", line: 17 },
    { id: "stay", node: "quay", text: "Stay", to: "shore", line: 25 },
    { id: "wade", node: "quay", text: "", to: "shore", line: 11 },
  ]);
  expect(endings).toEqual([
    { id: "across", line: 4 },
    { id: "never", line: 4 },
  ]);
});

test("[NE16] conditions are told leaf by leaf, by where they stand; a worldline's other words are another condition", () => {
  expect(universe().conditions?.map(({ id, text, line }) => [id, text, line])).toEqual([
    ["quay/board/all.0", "lamp eq true", 21],
    ["quay/board/all.1.any.0.not", "coins gt 3", 23],
    ["quay/board/all.1.any.1", "coins exists", 24],
    ["quay/stay/when", "lamp eq false", 25],
    ["quay/board/when", "lamp eq false", 10],
  ]);
});

test("[NE16] one place worded otherwise in a worldline is told apart by the worldline", () => {
  const scene = sceneOf({
    variables: { coins: { type: "integer", default: 0 } },
    worldlines: { poor: { patches: { hub: { choices: [{ id: "pay", when: { key: "coins", op: "gte", value: 1 } }] } } } },
    nodes: [{ id: "hub", choices: [{ id: "pay", to: "hub", when: { key: "coins", op: "gte", value: 5 } }] }],
  });
  const story = openScene(scene);
  expect(story.universe.conditions?.map(({ id }) => id)).toEqual(["hub/pay/when", "hub/pay/when@poor"]);
  const tests = (worldline: string | null) =>
    story.open({ pov: null, worldline, variables: { coins: 1 }, promptPacks: [], seed: "1", detail: "coverage" }).moment.tests;
  expect([tests(null), tests("poor")]).toEqual([[0], [3]]);
});

test("[NE16] without declared endings they are those that nodes name; without a file no line is known", () => {
  const scene = sceneOf({
    nodes: [
      { id: "a", end: "low" },
      { id: "b", end: "high" },
      { id: "c", end: "low" },
    ],
  });
  expect(openScene(scene).universe.endings).toEqual([
    { id: "low", line: null },
    { id: "high", line: null },
  ]);
});

test("[NE16] a node's first words are cut between characters", () => {
  const text = "🕯".repeat(80);
  expect(openScene(sceneOf({ nodes: [{ id: "a", text, end: "over" }] })).universe.nodes[0]?.text).toBe("🕯".repeat(60));
});
