import { expect, test } from "vitest";
import type { Dice, StoryPlay } from "../../core/playtest/story/story.ts";
import { openPlay, openStory } from "./stories.fixture.ts";

/** Dice that give these outcomes, then zeros; they note how many outcomes they were asked for. */
function handed(outcomes: readonly number[]): { readonly dice: Dice; readonly asked: number[] } {
  const asked: number[] = [];
  const dice: Dice = (many) => {
    asked.push(many);
    return outcomes[asked.length - 1] ?? 0;
  };
  return { dice, asked };
}

const STORY = `LIST things = rope, salt, tea
VAR n = 0
-> hub
=== hub
~ n = RANDOM(3, 8)
{n} {LIST_RANDOM(LIST_ALL(rope))} {~one|two|three}
+ [Again] -> away
=== away
-> hub
`;

const lineOf = ({ moment }: StoryPlay): string => moment.lines.map(({ text }) => text).join(" ");

function goRound(play: StoryPlay): string {
  play.choose(0);
  while (play.moment.kind === "goto") play.advance();
  return lineOf(play);
}

test("[IK20] every draw asks once for one of its outcomes, and that comes", () => {
  const { dice, asked } = handed([5, 1, 2, 0, 2, 0, 3, 0, 0, 0, 0, 1]);
  const play = openPlay(openStory(STORY), { dice });
  expect([lineOf(play), goRound(play), goRound(play), goRound(play)]).toEqual([
    "8 salt three",
    "3 tea one",
    "6 rope two",
    "3 rope two",
  ]);
  expect(asked).toEqual([6, 3, 3, 6, 3, 2, 6, 3, 1, 6, 3, 3]);
  expect(play.moment.draws.map(({ n, value }) => [n, value])).toEqual([
    [9, 3],
    [10, 1],
    [11, 1],
  ]);
});

test("[IK20] a saved play goes on in the round of its shuffles, and a hub without more to draw is the same place", () => {
  const story = openStory(STORY.replace("{n}", ""));
  const play = openPlay(story, { dice: handed([0, 0, 1]).dice });
  const [snapshot, key] = [JSON.parse(JSON.stringify(play.snapshot())) as unknown, play.liveKey()];
  const fresh = openPlay(story, { seed: "9", dice: handed([0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]).dice });
  fresh.restore(snapshot);
  expect(fresh.liveKey()).toBe(key);
  expect([goRound(fresh), goRound(fresh), goRound(fresh)]).toEqual(["rope three", "rope one", "rope two"]);
  expect(fresh.liveKey()).toBe(key);
});

test("[IK20] where a story seeds its draws itself nobody is asked, and the same comes as without dice", () => {
  const text = "~ SEED_RANDOM(4)\n{RANDOM(1, 100)} {RANDOM(1, 100)} {~a|b|c}\n-> END";
  const { dice, asked } = handed([]);
  const story = openStory(text);
  expect(lineOf(openPlay(story, { dice }))).toBe(lineOf(openPlay(story, { seed: "8" })));
  expect(asked).toEqual([]);
});

test("[IK20] what the engine refuses to draw it refuses with dice too", () => {
  const { dice, asked } = handed([]);
  const play = openPlay(openStory("~ temp n = RANDOM(6, 1)\nA.\n-> END"), { dice });
  expect(play.moment.end).toMatchObject({ outcome: "error" });
  expect(asked).toEqual([]);
});
