import { expect, test } from "vitest";
import { randomPolicy } from "../policies/random-policy.ts";
import { mixSeed } from "./mix-seed.ts";
import { requestOf, storyOf } from "./play.fixture.ts";
import { playUntraced } from "./play-story.ts";

const fork = storyOf(`{ id: fork, start: a, povs: [mira, tomas], nodes: [
  { id: a, choices: [{ id: left, to: l }, { id: right, to: r }] }, { id: l, end: left }, { id: r, end: right }] }`);

/** How many of the seeds 0 to 99 take the first of two equal choices. */
function countLeft(part: Partial<Parameters<typeof requestOf>[0]>): number {
  const seeds = Array.from({ length: 100 }, (_, seed) => seed);
  return seeds.filter((seed) => playUntraced(fork, requestOf({ ...part, policy: randomPolicy, seed })).ending === "left").length;
}

test("[PR2] the seeds 0 to 99 split two equal choices, in every suite, pov and category", () => {
  for (const part of [
    {},
    { pov: "tomas" },
    { suite: "nightly" },
    { category: "choice" },
    { suite: "nightly", category: "battle" },
  ]) {
    const left = countLeft(part);
    expect(left).toBeGreaterThanOrEqual(35);
    expect(left).toBeLessThanOrEqual(65);
  }
});

test("[PR2] each part of a seed changes it", () => {
  const parts = { suite: "a", pov: "b", category: "c", story: "d", seed: 1 };
  const others = [{ suite: null }, { suite: "b", pov: "a" }, { category: null }, { story: "c", category: "d" }, { seed: 2 }];
  expect(new Set([parts, ...others.map((other) => ({ ...parts, ...other }))].map(mixSeed)).size).toBe(others.length + 1);
  expect(mixSeed(parts)).not.toContain("\n");
});
