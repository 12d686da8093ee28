import { expect, test } from "vitest";
import { requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import { firstPolicy } from "./first-policy.ts";
import { listedPolicy } from "./listed-policy.ts";
import { randomPolicy } from "./random-policy.ts";

/** Three forks in a row; each way of one leads to the next. */
const FORKS = storyOf(`{ id: forks, start: a, nodes: [
  { id: a, choices: [{ id: l, to: b }, { id: r, to: b }] },
  { id: b, choices: [{ id: l, to: c }, { id: r, to: c }] },
  { id: c, choices: [{ id: l, to: left }, { id: r, to: right }] },
  { id: left, end: left }, { id: right, end: right }] }`);

const play = (ids: readonly string[], then = firstPolicy, seed = 0) =>
  playStory(FORKS, requestOf({ policy: listedPolicy(ids, then), seed }));

const taken = ({ trace }: ReturnType<typeof play>) => trace.steps.map(({ chose }) => chose ?? "");

test("[PP5] the choices of the list are taken first, then the other policy's", () => {
  expect(taken(play(["r", "r"]))).toEqual(["r", "r", "l", ""]);
  expect(play(["r", "r", "r"]).ending).toBe("right");
});

test("[PP5] a choice that is not offered ends the play, and it is said what was", () => {
  expect(play(["r", "x"])).toMatchObject({
    outcome: "error",
    why: "choice `x` is not offered at `b`: `l`, `r` are",
    counts: { choices: 1 },
  });
});

test("[PP5] what the other policy draws is as if it had begun there", () => {
  const endings = new Set(Array.from({ length: 20 }, (_, seed) => play(["l", "l"], randomPolicy, seed).ending));
  expect(endings).toEqual(new Set(["left", "right"]));
  expect(play(["l", "l"], randomPolicy).trace.steps.map(({ draws }) => draws.length)).toEqual([0, 0, 1, 0]);
});

test("[PP5] a trace names the list and who goes on", () => {
  const { policy } = play(["r"]).trace.header;
  expect(policy.name).toBe("choices+first");
  expect(policy.script).not.toBe(play(["l"]).trace.header.policy.script);
});
