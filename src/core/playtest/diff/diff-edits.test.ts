import { expect, test } from "vitest";
import { diffTraces } from "./diff-traces.ts";
import { type AuthoredScene, play } from "./plays.fixture.ts";

const NO_RULES = { ignorePaths: [], redact: [] };
const LOCKED = { key: "count", op: "gte", value: 99 } as const;

type Choice = NonNullable<AuthoredScene["nodes"][number]["choices"]>[number];

/** A hub that is left by one of its choices; entering it, and going round, count in one variable. */
function hub(choices: Choice[]): AuthoredScene {
  return {
    format: "touchstone.scene/1",
    id: "hub",
    start: "hub",
    variables: { count: { type: "integer", default: 0 } },
    nodes: [
      { id: "hub", text: "A hub.", do: [{ type: "increment", key: "count" }], choices },
      { id: "out", text: "Out.", end: "out" },
    ],
  };
}

const AGAIN: Choice = {
  id: "again",
  text: "Once more",
  to: "hub",
  when: { key: "count", op: "lt", value: 4 },
  do: [{ type: "increment", key: "count" }],
};
const LEAVE: Choice = { id: "leave", text: "Leave", to: "out" };

test("[TD10] refused choices in another order are reordered choices, since a trace tells their order", () => {
  const locked = ["one", "two"].map((id) => ({ id, text: id, to: "out", when: LOCKED }));
  const before = play(hub([...locked, LEAVE]));
  const now = play(hub([...locked.toReversed(), LEAVE]));
  expect(now.footer.digest).not.toBe(before.footer.digest);
  const { causes } = diffTraces(before, now, NO_RULES);
  expect(causes.map(({ kind, detail }) => [kind, detail])).toEqual([
    ["choices_reordered", "one, two before, two, one now (refused)"],
  ]);
});

test("[TD5] a choice with another id is one cause, also where it does something", () => {
  const before = play(hub([AGAIN, LEAVE]));
  const now = play(hub([{ ...AGAIN, id: "round" }, LEAVE]));
  expect(diffTraces(before, now, NO_RULES).causes.map(({ kind }) => kind)).toEqual(["choice_renamed"]);
});

test("[TD8] what the other choice does to a variable that its node sets too follows from the choice", () => {
  const before = play(hub([AGAIN, LEAVE]));
  const now = play(hub([LEAVE, AGAIN]));
  const { causes } = diffTraces(before, now, NO_RULES);
  expect(causes.map(({ message }) => message)).toEqual(["step 0 choices reordered"]);
});

test("[TD5] a node put in on several ways is one cause, told where it is met first", () => {
  const before = play(twoWays("door"));
  const now = play(twoWays("hall"));
  const { causes } = diffTraces(before, now, NO_RULES);
  expect(causes.map(({ kind, detail }) => [kind, detail])).toEqual([["node_inserted", "after `left`"]]);
});

/** A door come to twice, from the left and from the right; by a hall where one is put before it. */
function twoWays(to: "door" | "hall"): AuthoredScene {
  const hall = to === "hall" ? [{ id: "hall", text: "A hall.", goto: "door" }] : [];
  return {
    format: "touchstone.scene/1",
    id: "ways",
    start: "left",
    nodes: [
      { id: "left", text: "Left.", goto: to },
      {
        id: "door",
        text: "A door.",
        choices: [
          { id: "round", text: "Go round", to: "right", once: true },
          { id: "in", text: "Go in", to: "inside" },
        ],
      },
      { id: "right", text: "Right.", goto: to },
      { id: "inside", text: "Inside.", end: "in" },
      ...hall,
    ],
  };
}

test("[TD8] steps that are used up elsewhere follow from what came before", () => {
  const round = (hall: boolean): AuthoredScene => ({
    format: "touchstone.scene/1",
    id: "round",
    start: hall ? "hall" : "door",
    variables: { turns: { type: "integer", default: 0 } },
    nodes: [
      { id: "door", text: "A door.", choices: [{ id: "on", text: "On", to: "room" }] },
      { id: "room", text: "A room.", do: [{ type: "increment", key: "turns" }], goto: "door" },
      ...(hall ? [{ id: "hall", text: "A hall.", goto: "door" }] : []),
    ],
  });
  for (const maxSteps of [10, 11]) {
    const { causes } = diffTraces(play(round(false), { maxSteps }), play(round(true), { maxSteps }), NO_RULES);
    expect(causes.map(({ kind }) => kind)).toEqual(["node_inserted"]);
  }
});

test("[TD8] another action of the other choice draws as a consequence, not as a cause of its own", () => {
  const roll = { type: "roll", dice: "1d6", into: "count" } as const;
  const ways = [
    { ...LEAVE, id: "one", text: "One", do: [roll] },
    { ...LEAVE, id: "two", text: "Two", do: [{ type: "emit", name: "sound" } as const, roll] },
  ];
  const { causes } = diffTraces(play(hub(ways)), play(hub(ways.toReversed())), NO_RULES);
  expect(causes.map(({ kind }) => kind)).toEqual(["choices_reordered"]);
});
