import { expect, test } from "vitest";
import { requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import { firstPolicy } from "./first-policy.ts";
import { randomPolicy } from "./random-policy.ts";

/** A story of one fork whose ways have these weights. */
const forkOf = (weights: readonly number[]) =>
  storyOf(`{ id: fork, start: a, nodes: [{ id: a, choices: [${weights.map((weight, n) => `{ id: c${n}, to: e${n}, weight: ${weight} }`).join(", ")}] },
    ${weights.map((_, n) => `{ id: e${n}, end: e${n} }`).join(", ")}] }`);

function countEndings(weights: readonly number[], plays: number): number[] {
  const counts = weights.map(() => 0);
  const story = forkOf(weights);
  for (let seed = 0; seed < plays; seed += 1) {
    const place = Number(playStory(story, requestOf({ policy: randomPolicy, seed })).ending?.slice(1));
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
}

test("[PP1] `first` takes the first choice and draws nothing", () => {
  const { ending, counts } = playStory(forkOf([0, 5, 9]), requestOf({ policy: firstPolicy }));
  expect([ending, counts.draws]).toEqual(["e0", 0]);
});

test("[PP2] choices are taken as often as their weights say", () => {
  const [half = 0, third = 0, rest = 0] = countEndings([3, 2, 1], 1200);
  // Four standard deviations, 17 at most.
  expect(Math.abs(half - 600)).toBeLessThan(70);
  expect(Math.abs(third - 400)).toBeLessThan(66);
  expect(Math.abs(rest - 200)).toBeLessThan(52);
});

test("[PP2] weights need not be whole numbers, and the smallest counts", () => {
  const [often = 0, seldom = 0] = countEndings([0.9, 0.1], 500);
  expect(often).toBeGreaterThan(400);
  expect(seldom).toBeGreaterThan(20);
});

test("[PP3] where one choice is offered, nothing is drawn", () => {
  const line = storyOf(
    `{ id: line, start: a, nodes: [{ id: a, choices: [{ id: on, to: b }] }, { id: b, choices: [{ id: l, to: c }, { id: r, to: c }] }, { id: c, end: out }] }`,
  );
  const { trace } = playStory(line, requestOf({ policy: randomPolicy }));
  expect(trace.steps.map(({ draws }) => draws.length)).toEqual([0, 1, 0]);
});

test("[PP4] a weight of 0 is never taken, unless all are 0", () => {
  expect(countEndings([0, 1, 0], 300)).toEqual([0, 300, 0]);
  expect(Math.min(...countEndings([0, 0, 0], 300))).toBeGreaterThan(60);
});
