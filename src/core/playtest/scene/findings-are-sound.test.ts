import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leavesOf, readCondition } from "../native/condition-tree.ts";
import { openScene } from "../native/open-scene.ts";
import type { Moment } from "../story/moment.ts";
import type { PlayOptions, Story } from "../story/story.ts";
import type { Values } from "../story/value.ts";
import { findSceneFindings } from "./find-findings.ts";
import type { SceneFinding } from "./findings/finding.ts";
import { sceneOf } from "./scene.fixture.ts";
import type { Scene } from "./scene.ts";

const NODES = ["a", "b", "c", "d", "e"] as const;
const POVS = ["mara", "hush"] as const;
const VARIABLES = {
  hp: { type: "integer", default: 3, min: -2, max: 9 },
  foe: { type: "integer", default: 4 },
  luck: { type: "number", default: 0.5, max: 2 },
  lamp: { type: "boolean", default: true },
  mood: { type: "string", default: "calm", values: ["calm", "angry", "sad"] },
  name: { type: "string", default: null },
} as const;

const nodeId = fc.constantFrom(...NODES);
const number = fc.oneof(fc.integer({ min: -3, max: 11 }), fc.constantFrom(0.5, 1.5));
const order = fc.constantFrom("gt", "gte", "lt", "lte", "eq", "neq");
const equality = fc.constantFrom("eq", "neq");

const leaf = fc.oneof(
  fc.record({ key: fc.constantFrom("hp", "foe", "luck"), op: order, value: number }),
  fc.record({ key: fc.constant("hp"), op: fc.constantFrom("in", "not_in"), value: fc.array(number, { maxLength: 3 }) }),
  fc.record({ key: fc.constant("lamp"), op: equality, value: fc.boolean() }),
  fc.record({ key: fc.constant("mood"), op: equality, value: fc.constantFrom("calm", "angry", "sad", "wild", null) }),
  fc.record({ key: fc.constant("name"), op: equality, value: fc.constantFrom("Ada", "Ben", null) }),
  fc.record({ key: fc.constantFrom("name", "mood", "hp"), op: fc.constantFrom("exists", "not_exists") }),
);

const { condition } = fc.letrec((tie) => ({
  condition: fc.oneof(
    { maxDepth: 2, depthSize: "small" },
    leaf,
    fc.record({ all: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ not: tie("condition") }),
  ),
}));

const action = fc.oneof(
  fc.record({
    type: fc.constantFrom("increment", "decrement"),
    key: fc.constantFrom("hp", "foe"),
    amount: fc.integer({ min: -2, max: 4 }),
  }),
  fc.record({ type: fc.constant("increment"), key: fc.constant("luck"), amount: fc.constantFrom(0.25, -0.5) }),
  fc.record({ type: fc.constant("set"), key: fc.constant("hp"), value: fc.integer({ min: -9, max: 20 }) }),
  fc.record({ type: fc.constant("set"), key: fc.constant("mood"), value: fc.constantFrom("calm", "angry", null) }),
  fc.record({ type: fc.constant("set"), key: fc.constant("name"), value: fc.constantFrom("Ada", null) }),
  fc.record({ type: fc.constant("clear"), key: fc.constantFrom("hp", "lamp", "name") }),
  fc.record({ type: fc.constant("set"), key: fc.constant("lamp"), value: fc.constant(false) }),
  fc.record({ type: fc.constant("roll"), dice: fc.constantFrom("1d3", "2d2-1"), into: fc.constantFrom("hp", "foe", "luck") }),
  fc.record({
    type: fc.constant("loot"),
    into: fc.constant("mood"),
    table: fc.constant([{ value: "sad" }, { value: "angry", weight: 3 }]),
  }),
  fc.record({
    type: fc.constant("battle"),
    attacker: fc.constantFrom("hp", "foe"),
    defender: fc.constantFrom("hp", "foe"),
    formula: fc.constantFrom("attacker+1d3-defender", "2*attacker", "1d2", "attacker*defender-3"),
    into: fc.constantFrom("hp", "foe"),
  }),
);

const actions = fc.array(action, { maxLength: 2 });
const visibleTo = fc.constantFrom([], [], [], ["mara"], ["hush"]);
const choice = fc.record({
  to: nodeId,
  when: fc.option(condition, { nil: undefined }),
  do: actions,
  visibleTo,
  once: fc.boolean(),
});

const scenes = fc.record({
  bodies: fc.array(fc.record({ do: actions, choices: fc.array(choice, { maxLength: 3 }), goto: nodeId }), {
    minLength: 5,
    maxLength: 5,
  }),
  start: fc.record({ hp: fc.integer({ min: -2, max: 9 }), lamp: fc.boolean() }),
  opened: nodeId,
});

function build({ bodies, start, opened }: typeof scenes extends fc.Arbitrary<infer T> ? T : never): Scene {
  const nodes = bodies.map(({ choices, goto: next, ...body }, index) => ({
    id: NODES[index],
    ...body,
    ...(choices.length === 0 ? { goto: next } : {}),
    choices: choices.map((each, place) => ({ id: `c${place}`, ...each })),
  }));
  const isOpen = (nodes.find(({ id }) => id === opened)?.choices.length ?? 0) > 0;
  const patches = isOpen
    ? {
        [opened]: {
          choices: [
            { id: "c0", when: null },
            { id: "new", to: "e" },
          ],
        },
      }
    : {};
  return sceneOf({
    id: "s",
    start: "a",
    povs: POVS,
    variables: VARIABLES,
    nodes,
    worldlines: { wet: { variables: start, patches } },
  });
}

/** Plays at random for some steps; `see` is told every moment. */
function play(story: Story, options: Omit<PlayOptions, "promptPacks" | "detail">, see: (moment: Moment) => void): void {
  const one = story.open({ ...options, promptPacks: [], detail: "coverage" });
  let turn = options.seed.length;
  for (let step = 0; step < 25; step += 1) {
    see(one.moment);
    turn = (turn * 31 + 7 + step) % 1009;
    if (one.moment.kind === "goto") one.advance();
    else if (one.moment.kind === "choice") one.choose(turn % one.moment.offered.length);
    else return;
  }
}

/** What plays have shown to be possible, as findings would name it. */
function watch(scene: Scene, starts: readonly Values[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const story = openScene(scene);
  const negated = listNegated(scene);
  for (const [number, variables] of starts.entries()) {
    for (const pov of POVS) {
      for (const worldline of [null, "wet"]) {
        play(story, { pov, worldline, variables, seed: `${"x".repeat(number)}${pov}` }, ({ node, offered, tests }) => {
          seen.add(`unreachable_node ${node}`);
          for (const { id } of offered) seen.add(`dead_choice ${node}/${id}`);
          // The worldline offers some without the condition.
          if (worldline === null) for (const { id } of offered) seen.add(`impossible_condition ${node}/${id}`);
          for (const code of tests) {
            const id = story.universe.conditions?.[code >> 1]?.id ?? "";
            if ((code & 1) === (negated.has(id) ? 0 : 1)) seen.add(`impossible_condition ${id}`);
          }
        });
      }
    }
  }
  return seen;
}

function listNegated(scene: Scene): ReadonlySet<string> {
  const leaves = scene.nodes.flatMap(({ id, choices }) =>
    choices.flatMap((each) =>
      each.when === undefined ? [] : leavesOf(readCondition(each.when)).map((of) => ({ id: `${id}/${each.id}/${of.place}`, of })),
    ),
  );
  return new Set(leaves.filter(({ of }) => of.isNegated).map(({ id }) => id));
}

const CERTAIN: readonly SceneFinding["kind"][] = ["unreachable_node", "dead_choice", "impossible_condition"];

describe("findings", () => {
  test("[SC50][SC51][SC52][SC53] nothing that is called impossible happens in any play", () => {
    const other = fc.record({
      hp: fc.integer({ min: -2, max: 9 }),
      luck: fc.constantFrom(-7, 1),
      lamp: fc.boolean(),
      name: fc.constantFrom("Ben", null),
      mood: fc.constantFrom("sad", "angry"),
    });
    fc.assert(
      fc.property(scenes, fc.array(other, { minLength: 3, maxLength: 3 }), (written, starts) => {
        const scene = build(written);
        const claims = findSceneFindings(scene).filter(({ kind }) => CERTAIN.includes(kind));
        const own = watch(scene, [{}, {}, {}]);
        expect(claims.filter(({ kind, where }) => own.has(`${kind} ${where}`))).toEqual([]);
        const any = watch(scene, starts);
        expect(claims.filter(({ kind, where, why }) => !why.includes("unless a run") && any.has(`${kind} ${where}`))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
