import type { PlaytestStep, PlaytestTrace } from "../playtest/record/playtest-trace.ts";

/** A short play, in which a lamp is lit and a die is rolled; parts of it can be replaced. */
export function sampleTrace(change: Partial<PlaytestTrace> = {}): PlaytestTrace {
  return { header: HEADER, environment: ENVIRONMENT, steps: STEPS, footer: FOOTER, ...change };
}

/** A step at which nothing happens, with what is given. */
export function stepAt(i: number, node: string, parts: Partial<PlaytestStep> = {}): PlaytestStep {
  return { i, node, lines: [], offered: [], refused: [], chose: null, draws: [], sets: [], assets: [], emits: [], ...parts };
}

const HEADER: PlaytestTrace["header"] = {
  format: "touchstone.trace/1",
  kind: "playtest",
  story: { id: "lantern", kind: "scene" },
  suite: null,
  category: null,
  workflow: null,
  pov: "mara",
  worldline: null,
  seed: 3,
  random: "sfc32/1",
  policy: { name: "random", script: null },
  variables: { luck: 2 },
  promptPacks: [],
  metadata: {},
  initial: { node: "quay", variables: { lamp: false, luck: 2, hp: 10 } },
};

const ENVIRONMENT: PlaytestTrace["environment"] = {
  touchstone: "0.1.0",
  storyDigest: "sha256:00",
  storyFile: "story/lantern.yaml",
  maxSteps: 100,
  lines: { quay: 12, cellar: 30 },
};

const STEPS: PlaytestTrace["steps"] = [
  stepAt(0, "quay", {
    lines: [{ text: "Fog on the quay.", speaker: null }],
    offered: [{ id: "light", text: "Light the lamp" }],
    refused: [
      {
        id: "board",
        text: "Board the ferry",
        failed: { kind: "condition", key: "lamp", op: "eq", value: true, actual: false },
      },
    ],
    chose: "light",
    sets: [{ name: "lamp", old: false, new: true, by: "light/do.0" }],
    assets: ["quay-fog"],
  }),
  stepAt(1, "cellar", {
    lines: [{ text: "Something moves.", speaker: "Mara" }],
    offered: [
      { id: "fight", text: "Fight" },
      { id: "flee", text: "Flee" },
    ],
    chose: "fight",
    draws: [{ stream: "battle", n: 0, value: 4, by: "fight/do.0" }],
    sets: [{ name: "hp", old: 10, new: 6, by: "fight/do.0" }],
  }),
  stepAt(2, "quay", { lines: [{ text: "Dawn.", speaker: null }], sets: [{ name: "hp", old: 6, new: 8, by: "do.0" }] }),
];

const FOOTER: PlaytestTrace["footer"] = {
  outcome: "ended",
  ending: "dawn",
  why: null,
  counts: { steps: 3, choices: 2, draws: 1 },
  assets: { backgrounds: ["quay-fog"] },
  variables: { lamp: true, luck: 2, hp: 8 },
  digest: "sha256:11",
};
