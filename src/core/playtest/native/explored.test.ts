import { expect, test } from "vitest";
import { openText } from "../../../../tests/support/explored.ts";
import type { PlayOptions, StoryPlay } from "../story/story.ts";

const story = openText(`
id: handed
start: a
worldlines:
  night: { patches: { b: { do: [{ type: set, key: late, value: true }] } } }
variables: { sum: 0, found: none, wound: 0, foe: 20, might: 2, score: 0, late: false, asked: false, worn: 0 }
nodes:
  - id: a
    do:
      - { type: roll, dice: 2d6+1, into: sum }
      - { type: loot, into: found, table: [{ value: rope, weight: 999 }, { value: ring }] }
    choices:
      - { id: fight, to: a, do: [{ type: battle, attacker: might, defender: foe, formula: attacker*1d4, into: wound }] }
      - { id: count, to: a, do: [{ type: increment, key: score }] }
      - { id: out, to: b }
      - { id: ask, to: b, when: { key: asked, op: eq, value: true }, do: [{ type: clear, key: worn }] }
  - { id: b, end: over }
`);

function open(options: Partial<PlayOptions> = {}): StoryPlay {
  return story.open({ pov: null, worldline: null, variables: {}, promptPacks: [], seed: "0", detail: "all", ...options });
}

test("[NE18] dice in hand say what comes out, in the order of the draws", () => {
  const asked: number[] = [];
  const outcomes = [5, 0, 1];
  const dice = (count: number): number => outcomes[asked.push(count) - 1] ?? count - 1;
  const play = open({ dice });
  expect(asked).toEqual([6, 6, 2]);
  expect(play.variables()).toMatchObject({ sum: 8, found: "ring" });
  expect(play.moment.draws.map(({ value }) => value)).toEqual([6, 1, 1]);
  play.choose(0);
  expect(asked.slice(3)).toEqual([4, 6, 6, 2]);
  expect(play.variables()).toMatchObject({ wound: 8, foe: 12 });
});

test("[NE18] a live key holds no stream then: draws that led to the same leave the same", () => {
  const [handed, streamed] = [open({ dice: () => 0 }), open()];
  const before = [handed.liveKey(), streamed.liveKey()];
  handed.choose(1);
  streamed.choose(1);
  expect(handed.liveKey()).toBe(before[0]);
  expect(streamed.liveKey()).not.toBe(before[1]);
});

test("[NE19] a watched variable keeps states apart that nothing else does, also at an end", () => {
  const keysOf = (watched: readonly string[]): readonly string[] => {
    const play = open({ dice: () => 0, watched });
    const keys = [play.liveKey()];
    play.choose(1);
    keys.push(play.liveKey());
    play.choose(2);
    return [...keys, play.liveKey(), endWithout(watched)];
  };
  const endWithout = (watched: readonly string[]): string => {
    const play = open({ dice: () => 0, watched });
    play.choose(2);
    return play.liveKey();
  };
  const [at0, at1, end1, end0] = keysOf([]);
  expect([at0, end0]).toEqual([at1, end1]);
  const [watched0, watched1, watchedEnd1, watchedEnd0] = keysOf(["score"]);
  expect(watched0).not.toBe(watched1);
  expect(watchedEnd0).not.toBe(watchedEnd1);
});

test("[NE19] what a watched variable is worked out from counts too", () => {
  const keyWith = (might: number, watched: readonly string[]): string =>
    open({ dice: () => 0, variables: { might }, watched }).liveKey();
  expect(keyWith(2, ["wound"])).not.toBe(keyWith(3, ["wound"]));
});

test("[NE20] inputs are the variables that nothing gives another value, in any worldline", () => {
  expect(story.universe.inputs).toEqual(["might", "asked", "worn"]);
});
