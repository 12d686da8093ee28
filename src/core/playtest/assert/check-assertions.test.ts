import { describe, expect, test } from "vitest";
import { explore, openText, placesOf, readAssertions } from "../../../../tests/support/explored.ts";
import { randomPolicy } from "../policies/random-policy.ts";
import { playStory } from "../run/play-story.ts";
import type { Story } from "../story/story.ts";
import { assertionSchema } from "./assertion.ts";
import { checkAssertions } from "./check-assertions.ts";
import type { AssertionResult } from "./judged.ts";

const inn = openText(`
id: inn
start: door
povs: [mina, bo]
worldlines:
  poor: { variables: { coins: 1 } }
variables:
  coins: { type: integer, default: 5 }
  key: false
  hp: 3
nodes:
  - id: door
    choices:
      - { id: in, to: hall }
      - { id: window, to: cellar, visibleTo: [bo], do: [{ type: decrement, key: hp }] }
  - id: hall
    choices:
      - { id: pay, to: room, when: { key: coins, op: gte, value: 3 }, do: [{ type: decrement, key: coins, amount: 3 }] }
      - { id: ask, to: hall, do: [{ type: set, key: key, value: true }] }
      - { id: fight, to: hall, do: [{ type: decrement, key: hp }] }
      - { id: down, to: cellar, when: { key: key, op: eq, value: true } }
      - { id: out, to: street }
  - { id: cellar, end: wine }
  - { id: room, end: sleep }
  - { id: street, end: cold }
  - { id: attic, end: ghost }
`);

const plan = { seed: 0, states: 5000, storyFile: "inn.yaml" };

function check(...written: readonly unknown[]): readonly AssertionResult[] {
  return checkAssertions(inn, readAssertions(...written), plan);
}

function outcomeOf(written: unknown, story: Story = inn): string {
  return checkAssertions(story, readAssertions(written), plan).map(({ outcome }) => outcome)[0] ?? "left out";
}

const HP_BELOW_0 = { key: "hp", op: "lt", value: 0 };

describe("outcomes", () => {
  test("[PA1] what is not known is unknown, never a pass", () => {
    const limits = { ...plan, states: 2 };
    const written = [
      { type: "reachable", ending: "ghost" },
      { type: "always_before", ending: "cold", before: "hall" },
      { type: "never", when: { key: "coins", op: "gt", value: 90 } },
      { type: "impossible_unless", ending: "sleep", when: { key: "coins", op: "gte", value: 3 } },
    ];
    const results = checkAssertions(inn, readAssertions(...written), limits);
    expect(results.map(({ outcome, witness }) => [outcome, witness])).toEqual(written.map(() => ["unknown", null]));
    for (const { why } of results) expect(why).toContain("not all plays were gone through: plays can reach more than 2");
  });

  test("[PA2] every pov must pass by itself, and those that are named are asked alone", () => {
    const passHall = { type: "always_before", ending: "wine", before: "hall" };
    expect(check(passHall, { ...passHall, povs: ["mina"] }).map(({ outcome }) => outcome)).toEqual(["fails", "holds"]);
  });

  test("[PA2] worldline and start values are those that the assertion names", () => {
    const sleep = { type: "reachable", ending: "sleep" };
    expect(outcomeOf(sleep)).toBe("holds");
    expect(outcomeOf({ ...sleep, worldline: "poor" })).toBe("fails");
    expect(outcomeOf({ ...sleep, worldline: "poor", variables: { coins: 3 } })).toBe("holds");
  });

  test.each([
    [{ type: "reachable", node: "hal" }, "`inn` has no node `hal`: did you mean `hall`?"],
    [{ type: "reachable", ending: "wein" }, "no ending `wein`"],
    [{ type: "always_before", node: "hall", before: "dor" }, "no node `dor`"],
    [{ type: "never", when: { key: "hpp", op: "lt", value: 0 } }, "no variable `hpp`"],
    [{ type: "impossible_unless", choice: "hall/dwn", when: HP_BELOW_0 }, "no choice `hall/dwn`"],
    [{ type: "reachable", node: "hall", povs: ["mona"] }, "no pov `mona`"],
    [{ type: "reachable", node: "hall", worldline: "poorer" }, "no worldline `poorer`"],
    [{ type: "reachable", node: "hall", variables: { coins: "many" } }, "`coins` cannot start as"],
  ])("[PA3] %j is unknown, and says what is not there", (written, why) => {
    expect(check(written)).toMatchObject([{ outcome: "unknown", why: expect.stringContaining(why), witness: null }]);
  });

  test("[PA3] where a story declares no povs, any pov is a label", () => {
    const bare = openText("id: bare\nstart: a\nnodes: [{ id: a, end: x }]");
    expect(outcomeOf({ type: "reachable", ending: "x", povs: ["mc", "rival"] }, bare)).toBe("holds");
  });

  test("[PA3] an assertion of another story is left out, one of this story is judged", () => {
    const hall = { type: "reachable", node: "hall" };
    expect(check({ ...hall, story: "tower" }, { ...hall, story: "inn", name: "the hall" })).toMatchObject([
      { assertion: "the hall" },
    ]);
  });
});

describe("claims", () => {
  test("[PA4] a node or an ending can be reached", () => {
    expect(check({ type: "reachable", node: "room" }, { type: "reachable", ending: "ghost" })).toMatchObject([
      { assertion: "node `room` can be reached", outcome: "holds", why: "after 2 choices" },
      { assertion: "ending `ghost` can be reached", outcome: "fails", witness: null },
    ]);
  });

  test("[PA5] every way to a place passes another one first", () => {
    const [before, , vacuous] = check(
      { type: "always_before", node: "room", before: "hall" },
      { type: "always_before", ending: "cold", before: "cellar" },
      { type: "always_before", ending: "ghost", before: "hall" },
    );
    expect(before?.outcome).toBe("holds");
    expect(vacuous).toMatchObject({ outcome: "holds", why: expect.stringContaining("vacuously: no play reaches it at all") });
  });

  test("[PA5] where not all was gone through, a place that nothing reached is unknown, and that is said", () => {
    const never = readAssertions({ type: "always_before", ending: "ghost", before: "hall" });
    expect(checkAssertions(inn, never, { ...plan, states: 2 })).toMatchObject([
      { outcome: "unknown", why: expect.stringContaining("nothing reached ending `ghost`") },
    ]);
  });

  test("[PA5] [PA9] a way around is shown, the shortest", () => {
    const around = { type: "always_before", ending: "wine", before: "hall", povs: ["bo"] };
    expect(check(around)[0]?.witness).toMatchObject({
      pov: "bo",
      choices: ["window"],
      command: "touchstone playtest run inn.yaml --pov bo --seed 0 --choices window",
    });
  });

  test("[PA6] an invariant is broken where it is, though nothing in the story reads the variable", () => {
    const [fight] = check({ type: "never", when: HP_BELOW_0 });
    expect(fight).toMatchObject({ assertion: "never `hp lt 0`", outcome: "fails", why: "it holds in `hall`" });
    expect(fight?.witness?.choices).toEqual(["in", "fight", "fight", "fight", "fight"]);
    // `hp` has no bound, but nothing reads it here: it cannot keep this from being known.
    expect(outcomeOf({ type: "never", when: { key: "coins", op: "lt", value: 2 } })).toBe("holds");
  });

  test("[PA6] several conditions are watched at once, each judged by itself", () => {
    const bounded = openText(`
id: bounded
start: a
variables: { n: { type: integer, default: 0, max: 3 } }
nodes:
  - { id: a, choices: [{ id: more, to: a, do: [{ type: increment, key: n }] }, { id: out, to: b }] }
  - { id: b, end: x }
`);
    const never = (value: number): unknown => ({ type: "never", when: { key: "n", op: "gte", value } });
    const results = checkAssertions(
      bounded,
      readAssertions(never(4), never(3), {
        type: "never",
        when: { any: [{ key: "n", op: "eq", value: 9 }, { not: { key: "n", op: "lt", value: 3 } }] },
      }),
      plan,
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(["holds", "fails", "fails"]);
    expect(results[2]?.assertion).toBe("never its condition on `n` holds");
  });

  test("[PA7] a place is entered only where a condition holds, before or after the step; a choice only where it is taken", () => {
    const poor = { key: "coins", op: "lt", value: 3 };
    const bounded = { type: "impossible_unless", variables: { hp: 0 }, povs: ["mina"] };
    const paid = openText(`
id: paid
start: a
variables: { coins: { type: integer, default: 5, min: 0 }, key: false }
nodes:
  - { id: a, choices: [{ id: pay, to: b, do: [{ type: decrement, key: coins, amount: 3 }] }, { id: take, to: c, do: [{ type: set, key: key, value: true }] }] }
  - { id: b, end: in }
  - { id: c, end: through }
`);
    const rich = { key: "coins", op: "gte", value: 3 };
    expect(outcomeOf({ type: "impossible_unless", node: "b", when: rich }, paid)).toBe("holds");
    expect(outcomeOf({ type: "impossible_unless", ending: "through", when: { key: "key", op: "eq", value: true } }, paid)).toBe(
      "holds",
    );
    expect(outcomeOf({ type: "impossible_unless", choice: "a/pay", when: rich }, paid)).toBe("holds");
    expect(outcomeOf({ type: "impossible_unless", choice: "a/take", when: { key: "key", op: "eq", value: true } }, paid)).toBe(
      "fails",
    );
    expect(outcomeOf({ type: "impossible_unless", node: "a", when: poor }, paid)).toBe("fails");
    expect(check({ ...bounded, ending: "cold", when: poor })).toMatchObject([
      { outcome: "fails", witness: { choices: ["in", "out"] } },
    ]);
  });

  test("[PA8] shares are counted over the plays of `playtest run --policy random`, and the number is said", () => {
    const plays = 60;
    const ended = Array.from({ length: plays }, (_, seed) => {
      const none = { suite: null, category: null, workflow: null, worldline: null, variables: {}, promptPacks: [], metadata: {} };
      return playStory(inn, {
        ...none,
        pov: "mina",
        seed,
        policy: randomPolicy,
        maxSteps: 10_000,
        touchstone: "",
        storyFile: null,
      }).ending;
    });
    const share = ended.filter((ending) => ending === "cold").length / plays;
    const written = { type: "ending_share", ending: "cold", plays, povs: ["mina"] };
    expect(check({ ...written, min: share, max: share })).toMatchObject([
      { outcome: "holds", why: expect.stringContaining(`${share * plays} of 60 random plays`) },
    ]);
    expect(check({ ...written, min: share + 0.01 }, { ...written, max: share - 0.01 }).map(({ outcome }) => outcome)).toEqual([
      "fails",
      "fails",
    ]);
  });

  test("[PA8] plays that do not end leave a share unknown where they could decide", () => {
    const endless = openText(
      "id: e\nstart: a\nnodes: [{ id: a, choices: [{ id: on, to: a }, { id: off, to: a, weight: 0 }, { id: out, to: b, weight: 0 }] }, { id: b, end: x }]",
    );
    const share = { type: "ending_share", ending: "x", plays: 2 };
    expect(outcomeOf({ ...share, min: 0.5 }, endless)).toBe("unknown");
    expect(outcomeOf({ ...share, max: 0.5 }, endless)).toBe("unknown");
    expect(outcomeOf({ ...share, min: 0, max: 1 }, endless)).toBe("holds");
  });

  test("[PA10] where not all was gone through, a play that decides is enough", () => {
    const results = checkAssertions(
      inn,
      readAssertions(
        { type: "reachable", ending: "sleep" },
        { type: "always_before", ending: "wine", before: "hall", povs: ["bo"] },
        { type: "never", when: { key: "hp", op: "lt", value: 1 } },
      ),
      { ...plan, states: 1 },
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(["holds", "fails", "fails"]);
    expect(results[1]?.witness?.choices).toEqual(["window"]);
  });

  test("[PA9] an assertion that fails is a finding of the exploration that judged it", () => {
    const explored = explore(inn, {
      states: 50,
      assertions: readAssertions({ type: "reachable", ending: "ghost", name: "ghosts" }, { type: "never", when: HP_BELOW_0 }),
    });
    expect(placesOf(explored, "assertion_failed")).toEqual(["ghosts", "never `hp lt 0`"]);
    expect(explored.assertions.map(({ outcome }) => outcome)).toEqual(["fails", "fails"]);
  });
});

describe("reading", () => {
  test.each([
    [{ type: "reachable" }, "name one of `node` and `ending`"],
    [{ type: "reachable", node: "a", ending: "b" }, "name one of `node` and `ending`"],
    [{ type: "impossible_unless", when: HP_BELOW_0 }, "name one of `node`, `ending` and `choice`"],
    [{ type: "ending_share", ending: "x", min: 0.6, max: 0.5 }, "`min` must not be above `max`"],
  ])("[PA11] %j says nothing, and is refused", (written, message) => {
    expect(assertionSchema.safeParse(written).error?.issues.map((issue) => issue.message)).toEqual([message]);
  });
});
