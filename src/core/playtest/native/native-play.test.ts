import { expect, test } from "vitest";
import { openScene } from "./open-scene.ts";
import { openPlay, sceneOf } from "./scenes.fixture.ts";

const POVS = ["pilot", "stowaway"];

test("[NE1] entering does the actions before choices are judged, and tells words and assets", () => {
  const scene = sceneOf({
    assets: { dark: { kind: "backgrounds" }, bell: { kind: "sfx" } },
    variables: { rung: { type: "boolean", default: false } },
    nodes: [
      {
        id: "quay",
        speaker: "Maren",
        text: "Late.",
        assets: ["dark", "bell"],
        do: [{ type: "set", key: "rung", value: true, assets: ["bell", "dark"] }],
        choices: [
          {
            id: "go",
            text: "Go",
            to: "shore",
            weight: 3,
            when: { key: "rung", op: "eq", value: true },
            assets: ["dark"],
            do: [{ type: "emit", name: "gone", assets: ["bell"] }],
          },
        ],
      },
      { id: "shore", end: "across" },
    ],
  });
  const play = openPlay(scene);
  expect(play.moment).toEqual({
    node: "quay",
    kind: "choice",
    lines: [{ text: "Late.", speaker: "Maren" }],
    offered: [{ id: "go", text: "Go", weight: 3, to: "shore", metadata: {} }],
    refused: [],
    tests: [1],
    end: null,
    draws: [],
    sets: [{ name: "rung", old: false, new: true, by: "do.0" }],
    assets: ["dark", "bell"],
    emits: [],
  });
  expect(play.choose(0)).toEqual({ draws: [], sets: [], assets: ["dark", "bell"], emits: [{ name: "gone", data: null }] });
  expect(play.moment).toMatchObject({ node: "shore", kind: "end", lines: [], end: { outcome: "ended", ending: "across" } });
});

test("[NE1] a choice's actions go by its own name, and are done before the next node's", () => {
  const scene = sceneOf({
    variables: { coins: { type: "integer", default: 0 } },
    nodes: [
      { id: "quay", choices: [{ id: "pay", to: "boat", do: [{ type: "set", key: "coins", value: 5 }] }] },
      { id: "boat", do: [{ type: "increment", key: "coins" }], end: "over" },
    ],
  });
  const play = openPlay(scene);
  expect(play.choose(0).sets).toEqual([{ name: "coins", old: 0, new: 5, by: "pay/do.0" }]);
  expect(play.moment.sets).toEqual([{ name: "coins", old: 5, new: 6, by: "do.0" }]);
});

test("[NE12] each pov hears its own words: others, another speaker, or nothing", () => {
  const rules = { stowaway: { text: "You hide.", speaker: "You" }, cat: { hidden: true }, pilot: {} };
  const node = { id: "quay", speaker: "Maren", text: "Cast off.", narratorRules: rules, end: "over" };
  const story = openScene(sceneOf({ povs: [...POVS, "cat"], nodes: [node] }));
  const linesOf = (pov: string | null) =>
    story.open({ pov, worldline: null, variables: {}, promptPacks: [], seed: "1", detail: "all" }).moment.lines;
  expect(linesOf("pilot")).toEqual([{ text: "Cast off.", speaker: "Maren" }]);
  expect(linesOf("stowaway")).toEqual([{ text: "You hide.", speaker: "You" }]);
  expect(linesOf("cat")).toEqual([]);
  expect(linesOf(null)).toEqual(linesOf("pilot"));
});

test("[NE2] a choice is refused for the pov, then for having been taken, then for its condition", () => {
  const scene = sceneOf({
    povs: POVS,
    variables: { lamp: { type: "boolean", default: true } },
    nodes: [
      {
        id: "hub",
        choices: [
          {
            id: "peek",
            text: "Peek",
            to: "hub",
            visibleTo: ["stowaway"],
            once: true,
            when: { key: "lamp", op: "eq", value: false },
          },
          {
            id: "snuff",
            to: "hub",
            once: true,
            when: { key: "lamp", op: "eq", value: true },
            do: [{ type: "set", key: "lamp", value: false }],
          },
          {
            id: "light",
            to: "hub",
            when: { key: "lamp", op: "eq", value: false },
            do: [{ type: "set", key: "lamp", value: true }],
          },
        ],
      },
    ],
  });
  const play = openPlay(scene);
  const reasons = () => Object.fromEntries(play.moment.refused.map(({ id, failed }) => [id, failed.kind]));
  expect(play.moment.refused[0]).toEqual({ id: "peek", text: "Peek", failed: { kind: "pov", visibleTo: ["stowaway"] } });
  expect(reasons()).toEqual({ peek: "pov", light: "condition" });
  play.choose(0);
  expect(reasons()).toEqual({ peek: "pov", snuff: "once" });
  play.choose(0);
  expect(reasons()).toEqual({ peek: "pov", snuff: "once", light: "condition" });
  const hidden = openPlay(scene, { pov: "stowaway" });
  expect(hidden.moment.refused.map(({ failed }) => failed.kind)).toEqual(["condition", "condition"]);
});

test("[NE5] a choice offered once is remembered by its node and its own id, past any number of them", () => {
  const ids = Array.from({ length: 75 }, (_, place) => `c${place}`);
  const choices = ids.map((id) => ({ id, to: "other", once: true }));
  const scene = sceneOf({
    nodes: [
      { id: "hub", choices: [...choices, { id: "leave", to: "over" }] },
      {
        id: "other",
        choices: [
          { id: "c0", to: "hub", once: true },
          { id: "c1", to: "hub" },
        ],
      },
      { id: "over", end: "over" },
    ],
  });
  const play = openPlay(scene);
  for (const id of ids) {
    const before = play.moment.offered.map((option) => option.id);
    play.choose(before.indexOf(id));
    play.choose(play.moment.offered.length - 1);
    expect(play.moment.offered.map((option) => option.id)).toEqual(before.filter((other) => other !== id));
  }
  expect(play.moment.offered.map(({ id }) => id)).toEqual(["leave"]);
});

test("[NE11] a node with a goto goes on by itself, and nothing is offered", () => {
  const scene = sceneOf({
    nodes: [
      { id: "a", text: "Tick.", goto: "b" },
      { id: "b", goto: "a" },
    ],
  });
  const play = openPlay(scene);
  expect(play.moment).toMatchObject({ node: "a", kind: "goto", offered: [], end: null, lines: [{ text: "Tick." }] });
  expect(play.advance()).toEqual({ draws: [], sets: [], assets: [], emits: [] });
  play.advance();
  expect(play.moment.node).toBe("a");
});

test("[NE11] a dead end says why each choice is refused, at every level of detail", () => {
  const scene = sceneOf({
    povs: POVS,
    variables: { lamp: { type: "boolean", default: false }, coins: { type: "integer", default: 2 } },
    nodes: [
      {
        id: "hub",
        choices: [
          { id: "once", to: "hub", once: true },
          { id: "light", to: "hub", when: { key: "lamp", op: "eq", value: true } },
          { id: "pay", to: "hub", when: { key: "coins", op: "not_exists" } },
          { id: "hide", to: "hub", visibleTo: ["stowaway"] },
          { id: "never", to: "hub", when: { any: [] } },
        ],
      },
    ],
  });
  for (const detail of ["all", "coverage", "bare"] as const) {
    const play = openPlay(scene, { detail });
    play.choose(0);
    expect(play.moment.end).toEqual({
      outcome: "dead_end",
      why:
        "no choice is offered: `once` was taken before; `light` needs `lamp eq true` and it is false; " +
        "`pay` needs `coins not_exists` and it is 2; `hide` is for `stowaway`; `never` needs what never holds",
    });
  }
  expect(openPlay(sceneOf({ nodes: [{ id: "only" }] })).moment.end).toEqual({
    outcome: "dead_end",
    why: "it has no choices, no goto and no end",
  });
});

test("[NE12] a worldline's start values are what `clear` gives back; a caller's are not", () => {
  const scene = sceneOf({
    worldlines: { fog: { variables: { sight: 2 }, patches: { hub: { text: "Fog.", choices: [{ id: "ask", to: "hub" }] } } } },
    variables: { sight: { type: "integer", default: 9 } },
    nodes: [{ id: "hub", text: "Clear.", choices: [{ id: "wipe", to: "hub", do: [{ type: "clear", key: "sight" }] }] }],
  });
  const play = openPlay(scene, { worldline: "fog", variables: { sight: 5 } });
  expect(play.moment.lines).toEqual([{ text: "Fog.", speaker: null }]);
  expect(play.moment.offered.map(({ id }) => id)).toEqual(["wipe", "ask"]);
  expect(play.variables()).toEqual({ sight: 5 });
  play.choose(0);
  expect(play.variables()).toEqual({ sight: 2 });
  expect(openPlay(scene).variables()).toEqual({ sight: 9 });
});

test("[NE12] unknown options name what there is, or what was probably meant", () => {
  const scene = sceneOf({
    povs: POVS,
    variables: { coins: { type: "integer", default: 0, max: 9 } },
    nodes: [{ id: "only", end: "over" }],
  });
  const open = (options: Parameters<typeof openPlay>[1]) => () => openPlay(scene, options);
  expect(open({ pov: "pilto" })).toThrow("`fixture` has no pov `pilto`: did you mean `pilot`?");
  expect(open({ worldline: "fog" })).toThrow("`fixture` has no worldline `fog`");
  expect(open({ variables: { coins: 10 } })).toThrow("`coins` cannot start as `10`: it must be at most 9");
  expect(open({ variables: { coins: "many" } })).toThrow("`coins` cannot start as `many`: it must be a whole number");
});

test("[NE12] where a scene declares no povs, any is a label that changes nothing in how it plays", () => {
  const bare = sceneOf({ nodes: [{ id: "only", text: "Here.", end: "over" }] });
  const [plain, labelled] = [openPlay(bare), openPlay(bare, { pov: "rival" })];
  expect(labelled.moment).toEqual(plain.moment);
  expect(labelled.liveKey()).toBe(plain.liveKey());
});

test("[NE17] a play of 100,000 steps holds no more than one of 100: nothing grows with the steps", () => {
  const scene = sceneOf({
    variables: { coins: { type: "integer", default: 0, max: 3 } },
    nodes: [{ id: "hub", do: [{ type: "roll", dice: "1d3", into: "coins" }], choices: [{ id: "on", to: "hub" }] }],
  });
  const play = openPlay(scene);
  const sizes = [100, 99_900].map((steps) => {
    for (let step = 0; step < steps; step += 1) play.choose(0);
    return JSON.stringify(play.snapshot()).length;
  });
  expect((sizes[1] ?? 0) - (sizes[0] ?? 0)).toBeLessThan(40);
});
