import { expect, test } from "vitest";
import { randomPolicy } from "../policies/random-policy.ts";
import { writePlaytestTrace } from "../record/write-playtest-trace.ts";
import { HARBOR, requestOf, storyOf } from "./play.fixture.ts";
import { playStory, playUntraced } from "./play-story.ts";

const harbor = storyOf(HARBOR);
const random = (seed: number) => requestOf({ policy: randomPolicy, seed });

const scene = (nodes: string, variables = "{ n: 0 }") =>
  storyOf(`{ id: small, start: a, variables: ${variables}, nodes: [${nodes}] }`);

test("[PR1] what does not decide how a play goes leaves its digest alone", () => {
  const { digest } = playStory(harbor, random(3));
  const elsewhere = { storyFile: null, touchstone: "9.9.9", maxSteps: 500, hooks: { on_playtest_step: () => 1 }, heavy: true };
  expect(playStory(storyOf(HARBOR), { ...random(3), ...elsewhere }).digest).toBe(digest);
  expect(playStory(harbor, { ...random(3), pov: "mira", promptPacks: [] }).digest).toBe(digest);
  const packs = playStory(harbor, { ...random(3), promptPacks: ["sea-words", "sea-words"] });
  expect(packs.trace.header.promptPacks).toEqual(["sea-words"]);
});

test("[PR1] what decides, or is said of a play, is part of its digest", () => {
  const others = [
    { seed: 4 },
    { workflow: "ci" },
    { suite: "s" },
    { metadata: { a: 1 } },
    { worldline: "storm" },
    { pov: "tomas" },
  ];
  const digests = others.map((other) => playStory(harbor, { ...random(3), ...other }).digest);
  expect(new Set([playStory(harbor, random(3)).digest, ...digests]).size).toBe(others.length + 1);
});

test("[PR3] a node that leads on by itself is a step without a choice", () => {
  const { trace, outcome, ending, counts } = playStory(harbor, { ...random(3), variables: { trust: 1 } });
  expect(trace.steps.map(({ i, node, chose }) => [i, node, chose]).slice(-2)).toEqual([
    [trace.steps.length - 2, "hold", null],
    [trace.steps.length - 1, "deck", null],
  ]);
  expect([outcome, ending, counts.steps]).toEqual(["ended", "sailed", trace.steps.length]);
});

test("[PR4] a dead end names each refused choice and its condition", () => {
  const shut = scene(`{ id: a, choices: [{ id: door, to: b, when: { key: n, op: gte, value: 2 } }] }, { id: b, end: out }`);
  const { outcome, ending, why, trace } = playStory(shut, requestOf());
  expect([outcome, ending]).toEqual(["dead_end", null]);
  expect(why).toContain("door");
  expect(why).toContain("n");
  expect(trace.steps.at(-1)?.refused[0]?.failed).toEqual({ kind: "condition", key: "n", op: "gte", value: 2, actual: 0 });
});

test("[PR4] a number that leaves the safe range ends the play as an error", () => {
  const grow = scene(`{ id: a, do: [{ type: increment, key: n, amount: 9007199254740991 }], choices: [{ id: on, to: a }] }`);
  const { outcome, why } = playStory(grow, requestOf());
  expect(outcome).toBe("error");
  expect(why).toContain("n");
});

test("[PR5] a play that could go on for ever is stopped when its steps are used, and not one later", () => {
  const dice = scene(
    `{ id: a, do: [{ type: roll, dice: 1d6, into: n }], choices: [{ id: on, to: a }, { id: out, to: b, when: { key: n, op: gt, value: 6 } }] }, { id: b, end: out }`,
  );
  const stopped = playStory(dice, requestOf({ maxSteps: 40 }));
  expect([stopped.outcome, stopped.counts.steps, stopped.trace.steps.at(-1)?.chose]).toEqual(["budget", 40, null]);
  const three = scene(`{ id: a, goto: b }, { id: b, goto: c }, { id: c, end: done }`);
  expect(playStory(three, requestOf({ maxSteps: 3 })).outcome).toBe("ended");
  expect(playStory(three, requestOf({ maxSteps: 2 })).outcome).toBe("budget");
});

test("[PR6] circles are found: by themselves, under `first`, with a counter that nothing reads, and long ones", () => {
  const self = scene(`{ id: a, goto: a }`);
  const pair = scene(
    `{ id: a, choices: [{ id: on, to: b }] }, { id: b, choices: [{ id: back, to: a }, { id: out, to: c }] }, { id: c, end: out }`,
  );
  const counting = scene(`{ id: a, do: [{ type: increment, key: n }], goto: a }`);
  const turning = scene(
    `{ id: a, choices: [{ id: more, to: a, when: { key: n, op: lt, value: 200 }, do: [{ type: increment, key: n }] }, { id: reset, to: a, do: [{ type: set, key: n, value: 0 }] }, { id: out, to: b }] }, { id: b, end: out }`,
  );
  for (const story of [self, pair, counting, turning]) {
    const { outcome, why, counts } = playStory(story, requestOf());
    expect([outcome, why]).toEqual(["loop", expect.stringContaining("nothing is left that could change the way")]);
    expect(counts.steps).toBeLessThan(9_000);
    expect(playUntraced(story, requestOf())).toEqual({
      outcome,
      why,
      ending: null,
      steps: counts.steps,
      choices: counts.choices,
    });
  }
});

test("[PR6] a circle that chance can leave is none", () => {
  const pair = scene(`{ id: a, choices: [{ id: on, to: a, weight: 99 }, { id: out, to: b }] }, { id: b, end: out }`);
  for (let seed = 0; seed < 10; seed += 1) expect(playStory(pair, random(seed)).outcome).toBe("ended");
});

test("[PR7] saved and restored before every step, a play leaves the same trace", () => {
  for (let seed = 0; seed < 25; seed += 1) {
    for (const pov of ["mira", "tomas"]) {
      const light = playStory(harbor, { ...random(seed), pov });
      const heavy = playStory(harbor, { ...random(seed), pov, heavy: true });
      expect(writePlaytestTrace(heavy.trace)).toBe(writePlaytestTrace(light.trace));
    }
  }
});

test("[PR5] without a trace a play goes the same way", () => {
  for (let seed = 0; seed < 25; seed += 1) {
    const { outcome, ending, why, counts } = playStory(harbor, random(seed));
    expect(playUntraced(harbor, random(seed))).toEqual({ outcome, ending, why, steps: counts.steps, choices: counts.choices });
  }
});

test("[PR8] what cannot be played, or not be written down, is refused", () => {
  const itself: Record<string, unknown> = {};
  itself["me"] = itself;
  const wrong = [
    { seed: 1.5 },
    { seed: Number.NaN },
    { maxSteps: 0 },
    { maxSteps: 2.5 },
    { metadata: { at: new Date(0) } },
    { metadata: { share: Number.POSITIVE_INFINITY } },
    { metadata: { call: () => 1 } },
    { metadata: { half: "\ud800" } },
    { metadata: itself },
    { metadata: JSON.parse('{ "a": { "__proto__": { "b": 1 } } }') as Record<string, unknown> },
    { workflow: "\udfff" },
  ];
  for (const part of wrong)
    expect(() => playStory(harbor, requestOf(part))).toThrow(expect.objectContaining({ code: "INPUT_INVALID" }));
});

test("[PR1] a story is asked for what it has", () => {
  for (const part of [{ pov: "nobody" }, { worldline: "calm" }, { variables: { trast: 1 } }, { promptPacks: ["none"] }]) {
    expect(() => playStory(harbor, requestOf(part))).toThrow(expect.objectContaining({ code: "STORY_OPTION_UNKNOWN" }));
  }
});
