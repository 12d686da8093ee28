import { expect, test } from "vitest";
import { problemLines } from "../../authored/problem-lines.fixture.ts";
import { HARBOR } from "../run/play.fixture.ts";
import { planSuite } from "./plan-suite.ts";
import { readSuite } from "./read-suite.ts";
import type { Suite } from "./suite.ts";

const SMALL = "{ id: small, start: a, nodes: [{ id: a, text: Hello., end: out }] }";

function suiteOf(text: string, file = "suites/nightly.suite.yaml"): Suite {
  const reading = readSuite({ file, text });
  if (reading.kind === "invalid") throw new Error(problemLines(reading.problems).join("\n"));
  return reading.suite;
}

function problemsOf(text: string): string[] {
  const reading = readSuite({ file: "nightly.suite.yaml", text });
  return reading.kind === "invalid" ? problemLines(reading.problems) : [];
}

test("[SU1] a suite file says everything, and is named by its file", () => {
  const suite = suiteOf(`format: touchstone.suite/1
seed_offset: 100
workflow: ci-goldens
plan:
  mira:
    linear: story/harbor.scene.yaml
    choice:
      scene: story/harbor.scene.yaml
      seed: 5
      variables: { trust: 2 }
      worldline: storm
      prompt_packs: [sea-words]
      metadata: { tags: [branching], some_key: 1 }
      max_steps: 50
      policy: script:scripts/front.script#front
assertions:
  - { type: reachable, ending: sailed }
golden:
  ignore_paths: ["steps[*].rng_after"]
  redact: [{ path: "steps[*].variables.hp", how: round }]
`);
  expect(suite).toMatchObject({ name: "nightly", seedOffset: 100, workflow: "ci-goldens" });
  expect(suite.assertions).toHaveLength(1);
  expect(suite.golden).toEqual({
    ignorePaths: ["steps[*].rng_after"],
    redact: [{ path: "steps[*].variables.hp", how: "round" }],
  });
  expect(suite.entries[0]).toMatchObject({
    povKey: "mira",
    category: "linear",
    story: { kind: "file", file: "story/harbor.scene.yaml" },
    seed: null,
  });
  expect(suite.entries[0]?.policy).toEqual({ kind: "random" });
  expect(suite.entries[1]).toMatchObject({
    seed: 5,
    variables: { trust: 2 },
    worldline: "storm",
    promptPacks: ["sea-words"],
    maxSteps: 50,
    metadata: { tags: ["branching"], some_key: 1 },
    policy: { kind: "script", file: "scripts/front.script", run: "front" },
    place: { file: "suites/nightly.suite.yaml", line: 7, column: 5 },
  });
});

test("[SU1] a plan by itself is a suite, in which scenes may stand", () => {
  const harbor = HARBOR.replaceAll("\n", "\n      ");
  const suite = suiteOf(
    `mira:\n  linear: ${SMALL}\n  choice: { scene: ${SMALL}, seed: 3 }\n  long:\n    scene:\n      ${harbor}\n`,
  );
  expect(suite).toMatchObject({ seedOffset: 0, workflow: null, assertions: [], golden: { ignorePaths: [], redact: [] } });
  const stories = suite.entries.map(({ story }) => (story.kind === "inline" ? story.story : undefined));
  expect(stories.map((story) => story?.id)).toEqual(["small", "small", "harbor"]);
  expect(stories[2]?.universe.nodes[0]?.line).toBe(HARBOR.split("\n").findIndex((line) => line.includes("id: quay")) + 6);
});

test("[SU2] what is wrong with a suite is told with its place and the nearest name", () => {
  expect(
    problemsOf(`format: touchstone.suite/1
plan:
  mira:
    linear: { scene: a.scene.yaml, sead: 1 }
    choice: { sceen: a.scene.yaml }
    battle: 7
    bad: { scene: a.scene.yaml, policy: scripted }
golden: { redact: [{ path: a, how: rund }] }
`),
  ).toEqual([
    expect.stringMatching(/^4:36 INPUT_INVALID `sead` is not a key of .*: did you mean `seed`\?/),
    expect.stringMatching(/^5:15 INPUT_INVALID `sceen` is not a key of .*: did you mean `scene`\?/),
    expect.stringMatching(/^6:13 INPUT_INVALID .*has none of the accepted forms/),
    expect.stringMatching(/^7:41 INPUT_INVALID .*must be `first`, `random` or `script:FILE`/),
    expect.stringMatching(/^8:36 INPUT_INVALID .*did you mean `round`\?/),
  ]);
});

test("[SU2] what is wrong with a scene in a suite has its place in the suite", () => {
  expect(problemsOf(`mira:\n  linear:\n    id: small\n    start: b\n    nodes:\n      - { id: a, tex: Hello. }\n`)).toEqual([
    expect.stringMatching(/^6:18 INPUT_INVALID `tex` is not a key of .*: did you mean `text`\?/),
  ]);
  expect(problemsOf(`mira:\n  linear:\n    id: small\n    start: b\n    nodes:\n      - { id: a, end: out }\n`)).toEqual([
    expect.stringMatching(/^4:12 INPUT_INVALID .*`b`/),
  ]);
});

test("[SU2] a plan that asks for nothing is refused", () => {
  for (const text of ["format: touchstone.suite/1\nplan: {}\n", "{}", "mira: {}\n"]) {
    expect(problemsOf(text)).toEqual([expect.stringContaining("the plan asks for nothing to be played")]);
  }
  expect(problemsOf("")).not.toEqual([]);
  expect(problemsOf("format: touchstone.suite/2\nplan: { mira: { a: b } }\n")).toEqual([
    expect.stringMatching(/^1:9 INPUT_INVALID `format`/),
  ]);
});

test("[SU3] two words mean the story's own pov", () => {
  const cells = planSuite(suiteOf(`auto: { b: x.ink }\ndefault: { c: x.ink }\nmira: { d: x.ink }\n`));
  expect(cells.map(({ pov }) => pov)).toEqual([null, null, "mira"]);
});

test("[SU4][SU5] cells keep the order of the file, and their seeds count within their pov", () => {
  const suite = suiteOf(
    `format: touchstone.suite/1\nseedOffset: 10\nplan:\n  mira: { "2": x.ink, "1": x.ink, b: { scene: x.ink, seed: 5 }, a: x.ink }\n  tomas: { z: x.ink }\n`,
  );
  const seeds = (wishes = {}) => planSuite(suite, wishes).map(({ category, seed, isSeedGiven }) => [category, seed, isSeedGiven]);
  expect(seeds()).toEqual([
    ["2", 10, false],
    ["1", 11, false],
    ["b", 5, true],
    ["a", 13, false],
    ["z", 10, false],
  ]);
  expect(seeds({ seedOffset: 100 }).map(([, seed]) => seed)).toEqual([100, 101, 5, 103, 100]);
});

test("[SU6] a cell's own workflow and steps stand over the caller's, and those over the suite's", () => {
  const suite = suiteOf(
    `format: touchstone.suite/1\nworkflow: suite\nplan:\n  mira: { a: x.ink, b: { scene: x.ink, workflow: cell, maxSteps: 3 } }\n`,
  );
  expect(planSuite(suite).map(({ workflow, maxSteps }) => [workflow, maxSteps])).toEqual([
    ["suite", 10_000],
    ["cell", 3],
  ]);
  expect(planSuite(suite, { workflow: "caller" }).map(({ workflow }) => workflow)).toEqual(["caller", "cell"]);
});
