import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openInk } from "../../src/adapters/ink/open-ink.ts";
import { openScene } from "../../src/core/playtest/native/open-scene.ts";
import { findSceneFindings } from "../../src/core/playtest/scene/find-findings.ts";
import { readScene } from "../../src/core/playtest/scene/read-scene.ts";
import { readSuite } from "../../src/core/playtest/suite/read-suite.ts";
import { explore } from "../support/explored.ts";

const SAMPLE = new URL("../../examples/wickwater/", import.meta.url).pathname;
const SUITE = "suites/wickwater.suite.yaml";
const scenes = readdirSync(`${SAMPLE}story`).filter((name) => name.endsWith(".scene.yaml"));
const load = (file: string) => ({ file, text: readFileSync(`${SAMPLE}${file}`, "utf8") });

function readSample(name: string) {
  const reading = readScene(load(`story/${name}`));
  if (reading.kind === "invalid") throw new TypeError(reading.problems.map(({ message }) => message).join("\n"));
  return reading;
}

function readSampleSuite() {
  const reading = readSuite(load(SUITE));
  if (reading.kind === "invalid") throw new TypeError(reading.problems.map(({ message }) => message).join("\n"));
  return reading.suite;
}

describe.each(scenes)("the sample's %s", (name) => {
  test("can be lived as three, and has nothing that is not meant", () => {
    const { scene } = readSample(name);
    expect(scene.povs).toEqual(["mara", "owl", "hush"]);
    expect(findSceneFindings(scene)).toEqual([]);
  });

  test("is covered whole by exploring, and keeps what its suite claims", () => {
    const { scene, placeOf } = readSample(name);
    const exploration = explore(openScene(scene, { linesOf: placeOf }), {
      states: 50_000,
      assertions: readSampleSuite().assertions,
      storyFile: `story/${name}`,
    });
    const { complete, findings, coverage, assertions } = exploration;
    expect({ complete, findings }).toEqual({ complete: true, findings: [] });
    for (const share of Object.values(coverage)) expect(share?.missing).toEqual([]);
    expect(assertions.filter(({ outcome }) => outcome !== "holds")).toEqual([]);
  });
});

test("the sample's ink story is covered whole, and its tags name specs of the project", () => {
  const story = openInk({ ...load("story/a-drop-of-oil.ink"), include: (name) => load(`story/${name}`).text });
  expect(story.findings).toEqual([]);
  const specs = Object.values(story.assets).flatMap(({ spec }) => (spec === null ? [] : [spec]));
  expect(specs.length).toBeGreaterThanOrEqual(8);
  for (const spec of specs) expect(existsSync(`${SAMPLE}specs/${spec}.yaml`)).toBe(true);
  const { complete, findings, coverage } = explore(story, { storyFile: "story/a-drop-of-oil.ink" });
  expect({ complete, findings }).toEqual({ complete: true, findings: [] });
  for (const share of Object.values(coverage)) expect(share?.missing).toEqual([]);
});

test("the sample's suite lives every part of the story as each of the three", () => {
  const { entries } = readSampleSuite();
  const cells = entries.map(({ povKey, category }) => `${povKey}/${category}`);
  expect(cells).toEqual(
    ["mara", "owl", "hush"].flatMap((pov) => ["linear", "choice", "battle"].map((category) => `${pov}/${category}`)),
  );
});
