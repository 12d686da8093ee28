import { describe, expect, test } from "vitest";
import { openStream } from "../../canonical/random.ts";
import { afterActions, openPlay, sceneOf } from "./scenes.fixture.ts";

const integer = (start: number | null, bounds: Record<string, unknown> = {}) => ({ type: "integer", default: start, ...bounds });

test("[NE1] actions are done in order, and what they did is told in that order", () => {
  const { moment, play } = afterActions(
    [
      { type: "set", key: "coins", value: 4 },
      { type: "increment", key: "coins", amount: 3 },
      { type: "decrement", key: "coins" },
      { type: "emit", name: "rang", data: ["bell", 2] },
      { type: "clear", key: "coins" },
    ],
    { coins: integer(1) },
  );
  expect(moment.sets).toEqual([
    { name: "coins", old: 1, new: 4, by: "do.0" },
    { name: "coins", old: 4, new: 7, by: "do.1" },
    { name: "coins", old: 7, new: 6, by: "do.2" },
    { name: "coins", old: 6, new: 1, by: "do.4" },
  ]);
  expect(moment.emits).toEqual([{ name: "rang", data: ["bell", 2] }]);
  expect(play.variables()).toEqual({ coins: 1 });
});

test("[NE10] a variable that is given the value it has is not told", () => {
  const { moment } = afterActions(
    [
      { type: "set", key: "bag", value: ["rope"] },
      { type: "increment", key: "coins", amount: 0 },
      { type: "clear", key: "coins" },
    ],
    { bag: { type: "list", default: ["rope"] }, coins: integer(2) },
  );
  expect(moment.sets).toEqual([]);
});

test("[NE6] numbers stop at the bounds, and integers stay integers", () => {
  const { play } = afterActions(
    [
      { type: "increment", key: "high", amount: 7 },
      { type: "decrement", key: "low", amount: 7 },
      { type: "set", key: "set", value: 99 },
    ],
    { high: integer(8, { max: 10 }), low: integer(3, { min: 0 }), set: integer(0, { max: 5 }) },
  );
  expect(play.variables()).toEqual({ high: 10, low: 0, set: 5 });
  expect(JSON.stringify(play.variables())).toBe('{"high":10,"low":0,"set":5}');
});

describe("[NE6] an action that cannot be done ends the play in an error that says why", () => {
  const cases: readonly (readonly [name: string, action: unknown, variable: unknown, why: RegExp])[] = [
    [
      "a number beyond the exact ones",
      { type: "increment", key: "it", amount: 1 },
      integer(Number.MAX_SAFE_INTEGER),
      /9007199254740992/,
    ],
    ["counting from nothing", { type: "increment", key: "it" }, integer(null), /holds nothing that can be counted/],
    ["a value that is not among `values`", { type: "increment", key: "it" }, integer(1, { values: [0, 1] }), /would become 2/],
    [
      "a sum that left the numbers",
      { type: "increment", key: "it", amount: 2 ** 53 - 1 },
      { type: "number", default: 2 ** 53 - 1 },
      /must be within/,
    ],
  ];
  test.each(cases)("[NE6] %s", (...row) => {
    const [, action, variable, why] = row;
    const { moment } = afterActions([{ type: "set", key: "first", value: true }, action, { type: "emit", name: "later" }], {
      first: { type: "boolean", default: false },
      it: variable,
    });
    expect(moment).toMatchObject({ kind: "end", lines: [], offered: [], emits: [] });
    expect(moment.end).toMatchObject({ outcome: "error", why: expect.stringMatching(why) });
    expect(moment.sets).toEqual([{ name: "first", old: false, new: true, by: "do.0" }]);
  });
});

test("[NE6] a choice whose action cannot be done leads nowhere: the play ends where it was", () => {
  const scene = sceneOf({
    variables: { it: integer(null) },
    nodes: [
      { id: "here", choices: [{ id: "go", to: "there", do: [{ type: "increment", key: "it" }] }] },
      { id: "there", end: "over" },
    ],
  });
  const play = openPlay(scene);
  expect(play.choose(0)).toEqual({ draws: [], sets: [], assets: [], emits: [] });
  expect(play.moment).toMatchObject({ node: "here", kind: "end", end: { outcome: "error" } });
});

test("[NE7] each die is a draw of its stream, and the sum with the number added is given to `into`", () => {
  const { moment, play } = afterActions(
    [
      { type: "roll", dice: "3d6+2", into: "sum" },
      { type: "roll", dice: "d4", into: "other", stream: "loot" },
    ],
    { sum: integer(0), other: integer(0) },
  );
  const stream = openStream("7", "story");
  const faces = [0, 1, 2].map(() => stream.nextBelow(6) + 1);
  const other = openStream("7", "loot").nextBelow(4) + 1;
  expect(moment.draws).toEqual([
    ...faces.map((value, n) => ({ stream: "story", n, value, by: "do.0" })),
    { stream: "loot", n: 0, value: other, by: "do.1" },
  ]);
  expect(play.variables()).toEqual({ sum: faces.reduce((sum, face) => sum + face, 2), other });
});

test("[NE8] loot is drawn as often as its weight says; the draw is the entry's place", () => {
  const table = [
    { value: "rope", weight: 0.1 },
    { value: "lamp", weight: 0.2 },
    { value: "oar", weight: 0.7 },
  ];
  const scene = sceneOf({
    variables: { found: { type: "string", default: "" } },
    nodes: [{ id: "hub", do: [{ type: "loot", table, into: "found" }], choices: [{ id: "again", to: "hub" }] }],
  });
  const play = openPlay(scene);
  const counts = [0, 0, 0];
  for (let round = 0; round < 5_000; round += 1) {
    const [draw] = play.moment.draws;
    counts[draw?.value ?? 9] = (counts[draw?.value ?? 9] ?? 0) + 1;
    expect(play.variables()).toEqual({ found: table[draw?.value ?? 9]?.value });
    play.choose(0);
  }
  // Standard deviations are 21, 28 and 32.
  expect(Math.abs((counts[0] ?? 0) - 500)).toBeLessThan(85);
  expect(Math.abs((counts[1] ?? 0) - 1_000)).toBeLessThan(115);
  expect(Math.abs((counts[2] ?? 0) - 3_500)).toBeLessThan(130);
});

describe("a blow", () => {
  const blow = (formula: string, variables: Record<string, unknown> = {}) =>
    afterActions([{ type: "battle", attacker: "strength", defender: "hull", formula, into: "blow" }], {
      strength: integer(5),
      hull: integer(9, { min: 0 }),
      blow: integer(0),
      ...variables,
    });

  test("[NE9] its damage is given to `into` and taken from the defender; `*` binds closer", () => {
    expect(blow("attacker*2-defender+1").play.variables()).toEqual({ strength: 5, hull: 7, blow: 2 });
  });

  test("[NE9] its dice are drawn in the order of the formula, from the battle stream", () => {
    const { moment, play } = blow("1d4+attacker-2d6");
    const stream = openStream("7", "battle");
    const faces = [4, 6, 6].map((sides) => stream.nextBelow(sides) + 1);
    expect(moment.draws).toEqual(faces.map((value, n) => ({ stream: "battle", n, value, by: "do.0" })));
    const damage = Math.max(0, (faces[0] ?? 0) + 5 - (faces[1] ?? 0) - (faces[2] ?? 0));
    expect(play.variables()).toMatchObject({ blow: damage, hull: Math.max(0, 9 - damage) });
  });

  test("[NE9] its damage is never below 0, and the defender stops at its least", () => {
    expect(blow("attacker-defender").play.variables()).toEqual({ strength: 5, hull: 9, blow: 0 });
    expect(blow("attacker*9").play.variables()).toEqual({ strength: 5, hull: 0, blow: 45 });
  });

  test("[NE9] fighters without a number, and damage beyond the exact numbers, end the play in an error", () => {
    expect(blow("attacker", { strength: integer(null) }).moment.end).toMatchObject({
      why: expect.stringMatching(/must hold numbers/),
    });
    const huge = blow("attacker*attacker*attacker-attacker", { strength: integer(2 ** 40) });
    expect(huge.moment.end).toMatchObject({ outcome: "error", why: expect.stringMatching(/beyond the numbers that are exact/) });
  });
});
