import { expect, test } from "vitest";
import { randomPolicy } from "../policies/random-policy.ts";
import { HARBOR, requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import { manifestOf } from "./asset-manifest.ts";

const harbor = storyOf(HARBOR);
const play = (seed: number, part = {}) => playStory(harbor, requestOf({ policy: randomPolicy, seed, ...part }));

test("[PR10] assets are listed where they are met, and all of them at the end, sorted within their kind", () => {
  const { trace, assets } = play(3, { variables: { trust: 1 } });
  expect(trace.steps[0]?.assets.slice(0, 2)).toEqual(["theme-sea", "bg-quay"]);
  expect(assets).toMatchObject({ backgrounds: ["bg-hold", "bg-quay"], music: ["theme-sea"] });
  expect(Object.keys(assets)).not.toContain("sprites");
  expect(trace.footer.assets).toEqual(assets);
  expect(() => manifestOf(["gone"], () => undefined)).toThrow("asset `gone`");
});

test("[PR11] draws are told in their order, each with its place in its own stream", () => {
  const seeds = Array.from({ length: 30 }, (_, seed) => play(seed).trace.steps);
  const captain = seeds.flat().filter(({ node }) => node === "captain");
  expect(captain[0]?.draws.map(({ stream, by }) => `${stream} ${by}`)).toEqual(["story do.0", "loot do.1", "policy policy"]);
  for (const steps of seeds) {
    const draws = steps.flatMap((step) => step.draws);
    for (const stream of ["policy", "story", "battle", "loot"]) {
      const places = draws.filter((draw) => draw.stream === stream).map(({ n }) => n);
      expect(places).toEqual(places.map((_, place) => place));
    }
  }
});

test("[PR11] a policy's draw is the place of the choice taken", () => {
  const steps = Array.from({ length: 30 }, (_, seed) => play(seed).trace.steps).flat();
  const drawn = steps.flatMap((step) => step.draws.filter(({ by }) => by === "policy").map((draw) => ({ step, draw })));
  expect(drawn.length).toBeGreaterThan(10);
  for (const { step, draw } of drawn) expect(step.offered[draw.value]?.id).toBe(step.chose);
});

test("[PR10] the environment names the lines of the nodes that were met, and no others", () => {
  const { trace } = play(3);
  expect(Object.keys(trace.environment.lines).toSorted()).toEqual([...new Set(trace.steps.map(({ node }) => node))].toSorted());
  expect(HARBOR.split("\n")[(trace.environment.lines["quay"] ?? 0) - 1]).toContain("id: quay");
});
