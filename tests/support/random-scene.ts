import * as fc from "fast-check";
import { sceneSchema, type Scene } from "../../src/core/playtest/scene/scene.ts";

const INTEGERS = ["bounded", "free", "empty"] as const;

const VARIABLES = {
  bounded: { type: "integer", default: 1, min: -1, max: 3 },
  free: { type: "integer", default: 0 },
  empty: { type: "integer", default: null },
  fraction: { type: "number", default: 0.5, min: -4, max: 4 },
  flag: { type: "boolean", default: false },
  word: { type: "string", default: "x", values: ["x", "y", "z"] },
  stage: { type: "integer", default: 0, values: [0, 1, 2] },
} as const;

/**
 * Small scenes that use everything the format has: loops, dead ends, endings, povs, once, nested conditions, every action,
 * and actions that cannot be done. Each is one that `readScene` would accept.
 */
export function arbitraryScene(): fc.Arbitrary<Scene> {
  return fc.integer({ min: 3, max: 6 }).chain((count) => {
    const ids = Array.from({ length: count }, (_, place) => `n${place}`);
    return fc.tuple(...ids.map((id) => arbitraryNode(id, ids))).map((nodes) =>
      sceneSchema.parse({
        format: "touchstone.scene/1",
        id: "random",
        start: "n0",
        povs: ["one", "other"],
        variables: VARIABLES,
        nodes,
      }),
    );
  });
}

function arbitraryNode(id: string, ids: readonly string[]): fc.Arbitrary<unknown> {
  const to = fc.constantFrom(...ids);
  const entry = fc.record({ id: fc.constant(id), text: fc.constantFrom("", `at ${id}`), do: arbitraryActions() });
  const exit = fc.oneof(
    { weight: 12, arbitrary: arbitraryChoices(to).map((choices) => ({ choices })) },
    { weight: 3, arbitrary: to.map((goto) => ({ goto })) },
    { weight: 1, arbitrary: fc.constant({ end: "over" }) },
  );
  return fc.tuple(entry, exit).map(([node, how]) => ({ ...node, ...how }));
}

/** Most nodes have a choice that can always be taken, so that plays go on for long. */
function arbitraryChoices(to: fc.Arbitrary<string>): fc.Arbitrary<unknown[]> {
  const always = fc.record({ to, do: arbitraryActions() });
  const sometimes = fc.record({
    to,
    do: arbitraryActions(),
    once: fc.boolean(),
    visibleTo: fc.constantFrom([], [], [], [], ["one"], ["other"]),
    when: fc.option(arbitraryCondition(), { nil: undefined, freq: 4 }),
  });
  const choices = fc.tuple(fc.array(sometimes, { minLength: 1, maxLength: 3 }), fc.option(always, { freq: 6 }));
  return choices.map(([some, one]) =>
    [...some, ...(one === null ? [] : [one])].map((written, place) => ({ ...written, id: `c${place}`, text: `take ${place}` })),
  );
}

function arbitraryCondition(): fc.Arbitrary<unknown> {
  const number = fc.record({
    key: fc.constantFrom(...INTEGERS, "fraction", "stage"),
    op: fc.constantFrom("eq", "neq", "gt", "gte", "lt", "lte"),
    value: fc.integer({ min: -1, max: 3 }),
  });
  const leaf = fc.oneof(
    number,
    fc.record({ key: fc.constantFrom(...INTEGERS), op: fc.constantFrom("exists", "not_exists") }),
    fc.record({ key: fc.constant("flag"), op: fc.constantFrom("eq", "neq"), value: fc.boolean() }),
    fc.record({ key: fc.constant("word"), op: fc.constantFrom("in", "not_in"), value: fc.subarray(["x", "y", "z"]) }),
  );
  return fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", maxDepth: 2 },
      leaf,
      fc.array(tie("tree"), { maxLength: 2 }),
      fc.array(tie("tree"), { maxLength: 2 }).map((all) => ({ all })),
      fc.array(tie("tree"), { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
      tie("tree").map((not) => ({ not })),
    ),
  })).tree;
}

function arbitraryActions(): fc.Arbitrary<unknown[]> {
  return fc.array(fc.oneof({ weight: 4, arbitrary: safeAction() }, { weight: 1, arbitrary: riskyAction() }), { maxLength: 2 });
}

const KEY = fc.constantFrom(...INTEGERS);
const STEP = fc.integer({ min: 1, max: 2 });

function safeAction(): fc.Arbitrary<unknown> {
  const stream = fc.constantFrom("story", "battle");
  return fc.oneof(
    fc.record({ type: fc.constant("set"), key: KEY, value: fc.integer({ min: -1, max: 2 }) }),
    fc.record({ type: fc.constant("set"), key: fc.constant("flag"), value: fc.boolean() }),
    fc.record({ type: fc.constant("set"), key: fc.constant("word"), value: fc.constantFrom("x", "y", "z") }),
    fc.record({
      type: fc.constantFrom("increment", "decrement"),
      key: fc.constantFrom("bounded", "free", "fraction"),
      amount: STEP,
    }),
    fc.record({ type: fc.constant("clear"), key: fc.constantFrom("bounded", "free", "word", "stage") }),
    fc.record({ type: fc.constant("roll"), dice: fc.constantFrom("1d2", "2d2-1"), into: KEY, stream }),
    fc.record({
      type: fc.constant("loot"),
      table: fc.constant([{ value: "x" }, { value: "y", weight: 0.5 }]),
      into: fc.constant("word"),
    }),
    fc.record({ type: fc.constant("emit"), name: fc.constant("told") }),
  );
}

/** Actions that cannot be done in every state. */
function riskyAction(): fc.Arbitrary<unknown> {
  const formula = fc.constantFrom("attacker-1", "attacker*defender+1d2");
  return fc.oneof(
    fc.record({ type: fc.constant("set"), key: KEY, value: fc.constant(null) }),
    fc.record({ type: fc.constant("clear"), key: fc.constant("empty") }),
    fc.record({ type: fc.constantFrom("increment", "decrement"), key: fc.constantFrom("empty", "stage"), amount: STEP }),
    fc.record({ type: fc.constant("battle"), attacker: KEY, defender: KEY, formula, into: KEY }),
  );
}
