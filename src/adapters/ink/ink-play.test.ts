import { describe, expect, test } from "vitest";
import type { Moment } from "../../core/playtest/story/moment.ts";
import { openPlay, openStory, textsOf, walk } from "./stories.fixture.ts";

/** The last moment of a walk. */
const last = (moments: readonly Moment[]): Moment => moments.at(-1) as Moment;
const nodesOf = (moments: readonly Moment[]): string[] => moments.map(({ node, kind }) => `${node} ${kind}`);
const offeredAt = ({ offered }: Moment): string[] => offered.map(({ id }) => id);
const endOf = (text: string, ids: readonly string[] = []): Moment["end"] => last(walk(openPlay(openStory(text)), ids)).end;

describe("nodes and moments", () => {
  test("[IK5] knots and stitches are nodes; functions, and knots that only lead to their first stitch, are not", () => {
    const nodesIn = (name: string): string[] => openStory(name).universe.nodes.map(({ id }) => id);
    expect(nodesIn("knotted")).toEqual(["@start", "wells.left", "wells.right", "hub.first"]);
    expect(nodesIn("functions")).toEqual(["fight"]);
    expect(openStory("knotted").universe.start).toBe("@start");
    expect(openStory("tunnels").universe.start).toBe("stall");
    expect(openStory("knotted").universe.nodes[0]).toEqual({
      id: "@start",
      line: null,
      text: "Two wells.",
      type: null,
      speaker: null,
      goto: "wells.left",
      ending: null,
    });
  });

  test("[IK7] each node that is entered is a moment, a tunnel's and the way back too", () => {
    const met = walk(openPlay(openStory("tunnels")), ["haggle", "shake-your-head"]);
    expect(nodesOf(met)).toEqual(["stall choice", "haggle choice", "stall choice"]);
    expect(textsOf(met)).toEqual(["A stall of lamps.", '"2 coins," says Ines.', "A stall of lamps."]);
    expect(nodesOf(walk(openPlay(openStory("glue")), ["call"]))).toEqual(["lane choice", "lane choice"]);
  });

  test("[IK7] a node that says nothing is a moment; what a choice sets before it is the choice's effect", () => {
    const play = openPlay(
      openStory("VAR x = 0\n-> a\n=== a\nA.\n+ [Go]\n~ x = 5\n-> b\n=== b\n~ x = 6\n-> c\n=== c\nC.\n-> END"),
    );
    expect(play.choose(0).sets).toEqual([{ name: "x", old: 0, new: 5, by: "ink" }]);
    expect([play.moment.node, play.moment.sets, play.variables()]).toEqual([
      "b",
      [{ name: "x", old: 5, new: 6, by: "ink" }],
      { x: 6 },
    ]);
    play.advance();
    expect(play.moment).toMatchObject({ node: "c", kind: "end", lines: [{ text: "C.", speaker: null }] });
  });

  test("[IK7] threads bring choices, named by their node, and no moments of their own", () => {
    const met = walk(openPlay(openStory("threads")), ["ask/ask-about-the-397053~2"]);
    expect(offeredAt(met[0] as Moment)).toEqual(["ask/ask-about-the-397053", "ask/ask-about-the-397053~2", "leave/leave-fc6e4a"]);
    expect((met[0] as Moment).offered.map(({ text }) => text)).toEqual(["Ask about the well", "Ask about the tower", "Leave"]);
    expect(nodesOf(met)).toEqual(["square choice", "ask goto", "square choice"]);
    expect(textsOf(met)[1]).toBe('"Old," he says of the tower.');
  });
});

describe("choices", () => {
  test("[IK6] labels are ids; other choices are called by their words, with a number for the second of equals", () => {
    expect(openStory("knotted").universe.choices.map(({ id }) => id)).toEqual(["drink", "look-right-60c2f2"]);
    const equal = openStory("* Wait\n* Wait\n* Wait more than anybody ever has waited here\n* [{1}]\n- -> END");
    expect(equal.universe.choices.map(({ id, text }) => [id, text])).toEqual(
      [
        ["wait-399428", "Wait"],
        ["wait-399428-2", "Wait"],
        ["wait-more-than-anybody-399428", "Wait more than anybody ever has waited here"],
        ["399428", "…"],
      ].map(([id, text]) => [expect.stringMatching(new RegExp(`^${id?.replace("399428", "[0-9a-f]{6}")}$`)), text]),
    );
  });

  test("[IK6] a choice that is added, moved, labelled or nested changes no other id", () => {
    const ids = (text: string): string[] => openStory(text).universe.choices.map(({ node, id }) => `${node}/${id}`);
    const before = ids("-> a\n=== a\n* Run\n* * Left\n* * [Right] right\n+ {a > 1} Hide\n- -> END\n=== b\n* Run\n- -> END");
    const after = ids(
      "-> a\n=== a\nMore.\n* New\n* * Newer\n+ Hide\n* {b} Run\n* * (l) Up\n* * [Right] wrong\n* * Left\n- -> END\n=== b\n* (x) Rest\n* Run\n- -> END",
    );
    expect(after).toEqual(expect.arrayContaining(before));
    expect(new Set(after).size).toBe(after.length);
  });

  test("[IK11] the universe says where choices and nodes lead, where only one way is", () => {
    const { choices, nodes } = openStory(
      "-> a\n=== a\n+ [B] -> b\n+ [{a > 1: x|y}]\n  {a > 2: -> b}\n  -> c\n+ [Stay]\n- (again) You stay.\n+ [Up] -> up -> c\n+ [End] -> END\n+ -> c\n=== b\nB.\n{a: -> c|-> c}\n=== c\nC. -> END\n=== up\n->->",
    ).universe;
    expect(choices.map(({ text, to }) => [text, to])).toEqual([
      ["B", "b"],
      ["…", null],
      ["Stay", "a"],
      ["Up", "up"],
      ["End", null],
    ]);
    expect(nodes.map(({ id, goto, ending }) => [id, goto, ending])).toEqual([
      ["a", null, "a"],
      ["b", "c", null],
      ["c", null, "c"],
      ["up", null, null],
    ]);
  });
});

describe("refusals", () => {
  const refusedIn = (text: string, ids: readonly string[] = []): unknown =>
    last(walk(openPlay(openStory(text)), ids)).refused.map(({ text: said, failed }) => [said, failed]);

  test("[IK13] a choice taken before says so; a condition says which part failed, and what it looked at", () => {
    expect(refusedIn("-> a\n=== a\n* Once\n-> a\n+ More\n-> a", ["once"])).toEqual([["Once", { kind: "once" }]]);
    const text = `VAR lamp = false
VAR trust = 2
VAR name = "Ines"
LIST mood = calm, (wary)
-> a
=== a
+ {lamp} A
+ {trust > 1} {not lamp} {5 < trust} B
+ {b} C
+ {not a} D
+ {a >= 3} E
+ {name == "Maud"} F
+ {mood == calm} G
+ {mood ? calm} H
+ {mood !? (wary)} I
+ {mood has wary && (lamp || trust > 9)} J
+ {odd(trust)} {lamp} K
+ {trust} {odd(trust)} L
+ {odd(trust)} {odd(trust + 2)} M
+ Offered
- -> a
=== b
-> END
=== function odd(n)
~ return n % 2 == 1
`;
    const condition = (demand: string, value: unknown, actual: unknown): unknown => {
      const [, key, op] = /^(.*) (\w+)$/.exec(demand) ?? [];
      return { kind: "condition", key, op, value, actual };
    };
    expect(refusedIn(text)).toEqual([
      ["A", condition("lamp eq", true, false)],
      ["B", condition("trust gt", 5, 2)],
      ["C", condition("b gte", 1, 0)],
      ["D", condition("a eq", 0, 1)],
      ["E", condition("a gte", 3, 1)],
      ["F", condition("name eq", "Maud", "Ines")],
      ["G", condition("mood eq", ["calm"], ["wary"])],
      ["H", condition("mood has", ["calm"], ["wary"])],
      ["I", condition("mood has_not", ["wary"], ["wary"])],
      ["J", condition("lamp || (trust > 9) eq", true, false)],
      ["K", condition("lamp eq", true, false)],
      ["L", condition("odd(trust) eq", true, false)],
      ["M", { kind: "hidden_condition" }],
    ]);
  });

  test("[IK11] every part of a condition is in the universe, and each test tells how it came out", () => {
    const story = openStory("VAR a = 1\n-> k\n=== k\n+ (x) {a > 0} {a < 5 and a != 3} X\n~ a = 3\n+ Y\n~ a = 9\n- -> k");
    const { conditions } = story.universe;
    expect(conditions?.map(({ id, text, line }) => [id, text, line])).toEqual([
      ["k/x/all.0", "a > 0", 4],
      ["k/x/all.1", "a < 5", 4],
      ["k/x/all.2", "a != 3", 4],
    ]);
    const play = openPlay(story);
    expect(play.moment.tests).toEqual([1, 3, 5]);
    play.choose(0);
    expect(play.moment.tests).toEqual([1, 3, 4]);
    play.choose(0);
    expect(play.moment.tests).toEqual([1, 2, 5]);
  });

  test("[IK7] choices that were refused before a fallback was followed are told where it was", () => {
    const [first] = walk(openPlay(openStory("-> a\n=== a\nA.\n* {b} No\n* -> b\n=== b\nB.\n+ {a > 5} Nor\n+ Yes\n- -> END")), []);
    expect(first).toMatchObject({ node: "a", kind: "goto", refused: [{ text: "No" }], tests: [0] });
  });
});

describe("ends", () => {
  test("[IK14] `-> END` is an ending, by its node or by the tag there; `-> DONE` ends without a name", () => {
    expect(endOf("-> a\n=== a\nA.\n-> END")).toEqual({ outcome: "ended", ending: "a" });
    expect(endOf("-> a\n=== a\nA. # ending: lost\n-> END")).toEqual({ outcome: "ended", ending: "lost" });
    expect(endOf("-> a\n=== a\nA.\n-> DONE")).toEqual({ outcome: "ended", ending: null });
    expect(endOf("A.")).toEqual({ outcome: "ended", ending: null });
    expect(openStory("tunnels").universe.endings).toEqual([
      { id: "stall", line: 6 },
      { id: "poor", line: 17 },
    ]);
  });

  test("[IK14] running out of content is a dead end, and a hub that ran dry too; each says why", () => {
    expect(endOf("-> a\n=== a\nA.\n* {b} B\n=== b\n-> END")).toEqual({
      outcome: "dead_end",
      why: expect.stringMatching(
        /^the story runs out of content at `story.ink:4`: `b-[0-9a-f]{6}` needs `b gte 1` and it is 0$/,
      ) as string,
    });
    expect(endOf("-> a\n=== a\n* (x) X\n-> a\n* -> DONE", ["x"])).toEqual({ outcome: "ended", ending: null });
    expect(endOf("-> a\n=== a\n<- t\n-> DONE\n=== t\n* (x) X\n-> a", ["t/x"])).toEqual({
      outcome: "dead_end",
      why: "no choice is offered: `t/x` was taken before",
    });
  });

  test.each([
    ["VAR x = 1\nA.\n{x / 0 > 1: b}\n~ x = x / 0\nB.\n-> END", "`x` became `Infinity` at `story.ink:4`"],
    ["A.\n~ temp x = -> a\n{x:B}\n-> END\n=== a\n-> END", "Shouldn't use a divert target (to a) as a conditional value"],
    [
      "-> a\n=== a\nA.\n->->",
      "Found tunnel onwards statement (->->), when expected end of flow (-> END or choice) at `story.ink:4`",
    ],
    [
      "VAR x = -> a\nA.\n~ x = 0\n-> x\n=== a\n-> END",
      "Tried to divert to a target from a variable, but the variable (x) didn't contain a divert target",
    ],
    [
      "~ temp n = RANDOM(6, 1)\nA.\n-> END",
      "RANDOM was called with minimum as 6 and maximum as 1. The maximum must be larger at `story.ink:1`",
    ],
  ])("[IK14] a broken story ends with an error and its place: %s", (text, why) => {
    expect(endOf(text)).toEqual({ outcome: "error", why: expect.stringContaining(why) as string });
  });

  test.each([
    ["-> a\n=== a\n-> b\n=== b\n-> a", "it seems to go in circles at `story.ink:"],
    ["-> a\n=== a\nA.\n-> a", "it seems to go in circles at `story.ink:"],
    ["-> a\n=== a\nA <>\n-> a", "a line of more than 2000 parts does not end at `story.ink:"],
    ["{f(1)}\n=== function f(n)\n~ return f(n + 1)", "functions or tunnels call each other more than 1000 deep at `story.ink:3`"],
    ['VAR s = "ab"\n-> a\n=== a\n~ s = s + s\n-> a', "a text became longer than 100000 characters at `story.ink:4`"],
    ["VAR n = 2\n-> a\n=== a\n~ n = n * n\n+ [On] -> a", "`n` became `18446744073709552000` at `story.ink:4`"],
    ["-> a\n=== a\n+ -> a", "it seems to go in circles at `story.ink:3`"],
  ])("[IK15] a story that runs away ends with an error: %s", (text, why) => {
    const play = openPlay(openStory(text));
    for (let steps = 0; play.moment.kind !== "end" && steps < 200_000; steps += 1) {
      if (play.moment.kind === "goto") play.advance();
      else play.choose(0);
    }
    expect(play.moment.end).toEqual({ outcome: "error", why: expect.stringContaining(why) as string });
  });

  test("[IK15] a play that broke goes back to where it was sound", () => {
    const play = openPlay(openStory("VAR n = 1\n-> a\n=== a\nA{n}.\n+ [Break]\n~ n = 1 / 0\n+ [Go]\n~ n = n + 1\n- -> a"));
    play.choose(1);
    const [snapshot, before] = [play.snapshot(), play.moment];
    play.choose(0);
    expect(play.moment).toMatchObject({ kind: "end", end: { outcome: "error" } });
    expect(() => play.choose(0)).toThrow(RangeError);
    play.restore(snapshot);
    expect(play.moment).toEqual(before);
    play.choose(1);
    expect(play.moment.lines).toEqual([{ text: "A3.", speaker: null }]);
  });
});

describe("what is drawn and set", () => {
  test("[IK16] every draw is told once, though the engine drew it ahead and took it back", () => {
    const story = openStory("functions");
    const play = openPlay(story, { seed: "5" });
    const draws = [...play.moment.draws];
    for (let turn = 0; turn < 5; turn += 1) {
      play.choose(1);
      draws.push(...play.moment.draws);
    }
    expect(draws.map(({ n, by }) => `${n} ${by}`)).toEqual(
      Array.from({ length: 12 }, (_, n) => `${n} ${n % 2 === 0 ? "fight/RANDOM" : "fight/shuffle"}`),
    );
    const rolls = new Set(
      Array.from({ length: 30 }, (_, seed) => openPlay(story, { seed: String(seed) }).moment.draws[0]?.value),
    );
    expect(rolls).toEqual(new Set([1, 2, 3]));
  });

  test("[IK19] variables are plain: a list's items by name and sorted, those of two lists by both names", () => {
    const play = openPlay(openStory("lists"));
    expect(play.variables()).toEqual({ doors: ["front"], mood: ["wary"], keys: [] });
    play.choose(0);
    expect(play.moment.sets).toEqual([
      { name: "doors", old: ["front"], new: ["back", "front"], by: "ink" },
      { name: "keys", old: [], new: ["cellar"], by: "ink" },
    ]);
    const both = openStory(
      "LIST a = (x), y\nLIST b = (x), z\nVAR to = -> k\n-> k\n=== k\n~ temp t = 1\n~ t = 2\n~ a += b.x\n~ b = b.z\nA.\n-> END",
    );
    expect(openPlay(both).variables()).toEqual({ a: ["a.x", "b.x"], b: ["z"], to: "-> k" });
  });

  test("[IK19] what a function sets through a name it was handed is told as the variable's", () => {
    const play = openPlay(openStory("functions"));
    play.choose(0);
    expect(play.moment.sets.map(({ name }) => name)).toEqual(["hp", "log"]);
  });
});
