import * as fc from "fast-check";
import { expect, test } from "vitest";
import { randomPolicy } from "../policies/random-policy.ts";
import type { PlayRequest } from "../run/play-request.ts";
import type { PlaytestTrace } from "../record/playtest-trace.ts";
import { CAUSE_KINDS, type PlaytestCause } from "./cause-kinds.ts";
import { diffTraces } from "./diff-traces.ts";
import { CROSSING, play, withNodes, type AuthoredScene } from "./plays.fixture.ts";

const NO_RULES = { ignorePaths: [], redact: [] };
const diff = (expected: PlaytestTrace, actual: PlaytestTrace) => diffTraces(expected, actual, NO_RULES);

/** The causes that an edit of the crossing gives. */
function causesOf(scene: AuthoredScene, request: Partial<PlayRequest> = {}): readonly PlaytestCause[] {
  return diff(play(CROSSING), play(scene, request)).causes;
}

const choicesOf = (node: string) => CROSSING.nodes.find(({ id }) => id === node)?.choices ?? [];
const [rest, look] = choicesOf("isle");
const [board, stay] = choicesOf("pier");
if (!rest || !look || !board || !stay) throw new Error("the crossing has these choices");

const addNode = (scene: AuthoredScene, node: AuthoredScene["nodes"][number]): AuthoredScene => ({
  ...scene,
  nodes: [...scene.nodes, node],
});
const sing = { id: "sing", text: "Sing", to: "shore" };
const variables = CROSSING.variables ?? {};
const loop = withNodes({ isle: { choices: [{ ...rest, to: "pier" }, look] } });

/** Each kind of cause with an edit that gives it, and how it is told. */
const EDITS: readonly [PlaytestCause["kind"], PlaytestCause["message"], AuthoredScene, Partial<PlayRequest>?][] = [
  ["story_changed", "trace story changed", { ...CROSSING, id: "passage" }],
  ["worldline_changed", "trace worldline changed", CROSSING, { worldline: "storm" }],
  ["pov_changed", "trace pov changed", CROSSING, { pov: "ferryman" }],
  ["seed_changed", "trace seed changed", CROSSING, { seed: 2 }],
  ["policy_changed", "trace policy changed", CROSSING, { policy: randomPolicy }],
  ["config_changed", "config variables changed", CROSSING, { variables: { gold: 9 } }],
  ["config_changed", "config metadata changed", CROSSING, { metadata: { tags: ["night"] } }],
  ["config_changed", "config prompt packs changed", CROSSING, { promptPacks: ["NIGHT"] }],
  ["config_changed", "trace workflow changed", CROSSING, { workflow: "ci" }],
  ["config_changed", "trace suite changed", CROSSING, { suite: "all" }],
  ["config_changed", "trace category changed", CROSSING, { category: "linear" }],
  [
    "variable_default_changed",
    "variable `gold` default changed",
    { ...CROSSING, variables: { ...variables, gold: { type: "integer", default: 5 } } },
  ],
  ["choice_added", "step 3 choice `sing` added", withNodes({ isle: { choices: [sing, rest, look] } })],
  ["choice_removed", "step 3 choice `rest` removed", withNodes({ isle: { choices: [look] } })],
  ["choice_renamed", "step 3 choice id changed", withNodes({ isle: { choices: [{ ...rest, id: "sleep" }, look] } })],
  [
    "choice_relabelled",
    "step 3 choice `rest` relabelled",
    withNodes({ isle: { choices: [{ ...rest, text: "Rest a while" }, look] } }),
  ],
  ["choices_reordered", "step 3 choices reordered", withNodes({ isle: { choices: [look, rest] } })],
  ["condition_flipped", "choice `board` at step 1 is refused", withNodes({ quay: { do: [] } })],
  [
    "draw_count_changed",
    "step 2 draw count changed",
    withNodes({ ferry: { do: [{ type: "roll", dice: "2d6", into: "wave" }] } }),
  ],
  [
    "draw_value_changed",
    "step 2 draw value changed",
    withNodes({ ferry: { do: [{ type: "roll", dice: "1d20", into: "wave" }] } }),
  ],
  ["text_changed", "step 1 text changed", withNodes({ pier: { text: "The ferry is late." } })],
  ["target_changed", "step 3 transitions to different node", withNodes({ isle: { choices: [{ ...rest, to: "inn" }, look] } })],
  ["node_removed", "step 2 node `ferry` removed", withNodes({ pier: { choices: [{ ...board, to: "isle" }, stay] } })],
  [
    "node_inserted",
    "step 4 node `hut` inserted",
    addNode(withNodes({ isle: { choices: [{ ...rest, to: "hut" }, look] } }), { id: "hut", goto: "shore" }),
  ],
  ["assets_changed", "asset manifest 'music' entries changed", withNodes({ quay: { assets: ["fog", "gull"] } })],
  [
    "value_changed",
    "step 1 variable `gold` changed",
    withNodes({ pier: { choices: [{ ...board, do: [{ type: "decrement", key: "gold", amount: 2 }] }, stay] } }),
  ],
  [
    "value_changed",
    "step 0 emits changed",
    withNodes({
      isle: {},
      quay: {
        do: [
          { type: "set", key: "lamp", value: true },
          { type: "emit", name: "bell" },
        ],
      },
    }),
  ],
  ["ending_changed", "ending changed", withNodes({ shore: { end: "beyond" } })],
  ["outcome_changed", "outcome changed", withNodes({ shore: { end: undefined } })],
  ["outcome_changed", "outcome changed", loop, { maxSteps: 3 }],
];

test.each(EDITS)("[TD5] one edit is one cause: %s, told as `%s`", (kind, message, ...[scene, request]) => {
  const base = scene === loop ? play(loop, { maxSteps: 4 }) : play(CROSSING);
  const { causes, equal } = diff(base, play(scene, request));
  expect(causes.map((cause) => [cause.kind, cause.message])).toEqual([[kind, message]]);
  expect(equal).toBe(false);
});

/** A hand-made change of a trace, for what no edit of this story gives by itself. */
function changed(
  change: (trace: { -readonly [Key in keyof PlaytestTrace]: PlaytestTrace[Key] }) => void,
  base = play(CROSSING),
): PlaytestTrace {
  const copy = structuredClone(base);
  change(copy);
  return copy;
}

test("[TD5] a generator or format of another version is a cause that explains all draws", () => {
  const other = changed((trace) => {
    trace.header = { ...trace.header, random: "other/1" };
    trace.steps = trace.steps.map((step) => ({ ...step, draws: step.draws.map((draw) => ({ ...draw, value: draw.value + 1 })) }));
  });
  expect(diff(play(CROSSING), other).causes).toMatchObject([
    { kind: "format_version_changed", message: "trace random generator changed", folded: 1 },
  ]);
  const older = changed((trace) => {
    trace.header = { ...trace.header, format: "touchstone.trace/0" as "touchstone.trace/1" };
    trace.steps = trace.steps.slice(0, 2);
  });
  expect(diff(older, play(CROSSING)).causes).toMatchObject([
    { kind: "format_version_changed", message: "trace format version changed" },
  ]);
});

test("[TD5] a choice taken otherwise, with nothing that says why, is a cause of its own", () => {
  const heavier = (weight: number) =>
    withNodes({
      isle: {
        choices: [
          { ...rest, weight },
          { ...look, weight: 1 - weight, to: "inn" },
        ],
      },
    });
  const { causes } = diff(play(heavier(1), { policy: randomPolicy }), play(heavier(0), { policy: randomPolicy }));
  expect(causes).toMatchObject([
    {
      kind: "choice_taken_changed",
      step: 3,
      message: "step 3 choice id changed",
      detail: "`rest` was taken before, `look` now",
      expected: "rest",
      actual: "look",
    },
  ]);
});

test("[TD5] every kind of cause has a fixture", () => {
  const elsewhere = ["format_version_changed", "choice_taken_changed", "condition_changed", "order_drift"];
  expect(new Set([...EDITS.map(([kind]) => kind), ...elsewhere])).toEqual(new Set(CAUSE_KINDS));
});

test("[TD6] a node inserted among thirty is one cause, and no later step is another", () => {
  const chain = (nodes: readonly string[]): AuthoredScene => ({
    format: "touchstone.scene/1",
    id: "chain",
    start: nodes[0] ?? "",
    nodes: nodes.map((id, at) =>
      nodes[at + 1] === undefined
        ? { id, text: id, end: "done" }
        : { id, text: id, choices: [{ id: "on", text: "On", to: nodes[at + 1] ?? "" }] },
    ),
  });
  const nodes = Array.from({ length: 30 }, (_, at) => `n${at}`);
  const { causes, firstDivergence } = diff(play(chain(nodes)), play(chain(nodes.toSpliced(15, 0, "new"))));
  expect(causes).toMatchObject([
    { kind: "node_inserted", step: 15, message: "step 15 node `new` inserted", detail: "after `n14`" },
  ]);
  expect(firstDivergence).toEqual({ expected: null, actual: 15 });
  const moved = diff(play(chain(nodes)), play(chain(["n0", "n2", "n1", ...nodes.slice(3)])));
  expect(moved.causes).toMatchObject([{ kind: "order_drift", step: 1, message: "step 1 index changed (order drift)" }]);
});

test("[TD7] a flipped condition names the variable, and who set it where", () => {
  expect(causesOf(withNodes({ quay: { do: [] } }))).toMatchObject([
    {
      kind: "condition_flipped",
      step: 1,
      message: "choice `board` at step 1 is refused",
      detail: "`lamp eq true` no longer holds, since `lamp` is not set by do.0 of `quay` (step 0)",
      expected: "offered",
      actual: "refused",
    },
  ]);
  const doused = withNodes({
    quay: {
      do: [
        { type: "set", key: "lamp", value: true },
        { type: "set", key: "lamp", value: false },
      ],
    },
  });
  expect(causesOf(doused)[0]?.detail).toBe("`lamp eq true` no longer holds, since `lamp` is not set by do.0 of `quay` (step 0)");
  expect(diff(play(doused), play(CROSSING)).causes[0]).toMatchObject({
    message: "choice `board` at step 1 is offered",
    detail: "`lamp eq true` holds now, since `lamp` is set to `true` by do.0 of `quay` (step 0)",
  });
});

test("[TD7] a flip through a new default, a draw or another start value stays with that cause, which tells it", () => {
  const needsGold = (amount: number) =>
    withNodes({ pier: { choices: [{ ...board, when: { key: "gold", op: "gte", value: amount } }, stay] } });
  const poor = { ...needsGold(3), variables: { ...variables, gold: { type: "integer" as const, default: 1 } } };
  expect(diff(play(needsGold(3)), play(poor)).causes).toMatchObject([
    {
      kind: "variable_default_changed",
      detail:
        "it starts as `1`, as `3` before; choice `board` at step 1 is refused: `gold gte 3` no longer holds, since `gold` starts as `1`, as `3` before",
    },
  ]);
  expect(diff(play(needsGold(3)), play(needsGold(3), { variables: { gold: 0 } })).causes).toHaveLength(1);
});

test("[TD7] a condition that was edited is told from one whose variable changed", () => {
  const strict = withNodes({ pier: { choices: [{ ...board, when: { key: "gold", op: "gte", value: 10 } }, stay] } });
  expect(causesOf(strict)).toMatchObject([
    { kind: "condition_flipped", detail: "`gold gte 10` is asked for now, and `gold` is `3` in both" },
  ]);
  const stricter = withNodes({ pier: { choices: [{ ...board, when: { key: "gold", op: "gte", value: 20 } }, stay] } });
  expect(diff(play(strict), play(stricter)).causes).toMatchObject([
    {
      kind: "condition_changed",
      message: "choice `board` at step 1 is refused for another reason",
      detail: "`gold gte 10` before, `gold gte 20` now",
    },
  ]);
  const hidden = withNodes({ pier: { choices: [{ ...board, visibleTo: ["ferryman"] }, stay] } });
  expect(causesOf(hidden)).toMatchObject([{ kind: "condition_flipped", detail: "it is visible to `ferryman` alone now" }]);
});

test("[TD8] what follows from a cause is counted in it", () => {
  const [cause] = causesOf(withNodes({ quay: { do: [] } }));
  // The lamp at the quay, the choice at the pier, the draw of it, three nodes for one, the end and the money.
  expect(cause?.folded).toBeGreaterThanOrEqual(6);
  const hub = (text: string): AuthoredScene => ({
    format: "touchstone.scene/1",
    id: "hub",
    start: "hub",
    variables: { n: { type: "integer", default: 0 } },
    nodes: [
      {
        id: "hub",
        text,
        do: [{ type: "increment", key: "n" }],
        choices: [
          { id: "again", text: "Again", to: "hub", when: { key: "n", op: "lt", value: 9 } },
          { id: "leave", text: "Leave", to: "out" },
        ],
      },
      { id: "out", end: "left" },
    ],
  });
  expect(diff(play(hub("Here.")), play(hub("There."))).causes).toMatchObject([{ kind: "text_changed", step: 0, folded: 8 }]);
});

test("[TD8] two edits are two causes, in the order in which they show", () => {
  const scene = withNodes({
    pier: { text: "The ferry is late." },
    isle: { choices: [{ ...rest, text: "Sleep" }, look] },
    shore: { assets: ["oar"] },
  });
  expect(causesOf(scene).map((cause) => cause.kind)).toEqual(["text_changed", "choice_relabelled", "assets_changed"]);
});

test("[TD8] a draw more shifts all later draws of its stream, and of no other", () => {
  const rolls = (first: string) =>
    withNodes({
      quay: {
        do: [
          { type: "set", key: "lamp", value: true },
          { type: "roll", dice: first, into: "gold" },
        ],
      },
      isle: { do: [{ type: "loot", table: [{ value: 1 }, { value: 2 }, { value: 3 }], into: "wave" }] },
    });
  const { causes } = diff(play(rolls("1d6")), play(rolls("3d6")));
  expect(causes).toMatchObject([
    { kind: "draw_count_changed", detail: "do.1 of `quay` drew once from `story` before, 3 times now" },
  ]);
});

test("[TD9] equal plays have no causes, and a cause's key names places, never steps", () => {
  expect(diff(play(CROSSING), play(CROSSING))).toEqual({
    equal: true,
    causes: [],
    firstDivergence: null,
    pairs: expect.anything(),
    warnings: [],
  });
  const long = addNode({ ...withNodes({ isle: { choices: [sing, rest, look] } }), start: "road" }, { id: "road", goto: "quay" });
  const before = addNode({ ...CROSSING, start: "road" }, { id: "road", goto: "quay" });
  const [here] = causesOf(withNodes({ isle: { choices: [sing, rest, look] } }));
  const [there] = diff(play(before), play(long)).causes;
  expect(here?.step).not.toBe(there?.step);
  expect(here?.key).toBe(there?.key);
});

test("[TD10] whatever is changed in a trace, there is a cause; comparing never throws", () => {
  const base = play(CROSSING);
  const leaves: string[] = [];
  JSON.stringify({ ...base, environment: {} }, function (this: unknown, key, value: unknown) {
    if (typeof value !== "object" || value === null) leaves.push(key);
    return value;
  });
  // Told elsewhere in the trace, and refused by its reader where they contradict that.
  const skipped = new Set(["i", "steps", "choices", "draws", "digest", "kind", "old"]);
  const initialNode = leaves.indexOf("node");
  leaves.forEach((key, target) => {
    if (skipped.has(key) || target === initialNode) return;
    let at = -1;
    const text = JSON.stringify({ ...base, environment: {} }, (_key, value: unknown) => {
      if (typeof value === "object" && value !== null) return value;
      at += 1;
      if (at !== target) return value;
      if (typeof value === "number") return value + 1;
      return typeof value === "boolean" ? !value : `${String(value)}x`;
    });
    expect(diff(base, JSON.parse(text) as PlaytestTrace).causes.length, `${key} (${target})`).toBeGreaterThan(0);
  });
});

test("[TD10] any two plays of random scenes can be compared, both ways", () => {
  const target = fc.constantFrom("quay", "pier", "ferry", "isle", "shore", "inn");
  const edit = fc.record({ to: target, text: fc.string(), gold: fc.integer({ min: -3, max: 3 }), seed: fc.nat(5) });
  fc.assert(
    fc.property(edit, ({ to, text, gold, seed }) => {
      const scene = withNodes({
        isle: { text, do: [{ type: "increment", key: "gold", amount: gold }], choices: [{ ...rest, to }, look] },
      });
      const other = play(scene, { seed, policy: randomPolicy, maxSteps: 200 });
      const base = play(CROSSING, { policy: randomPolicy });
      expect(diff(base, other).equal).toBe(base.footer.digest === other.footer.digest);
      expect(diff(other, base).equal).toBe(base.footer.digest === other.footer.digest);
    }),
    { numRuns: 60 },
  );
});

test("[TD11] another worldline explains all that follows, another seed only what is drawn", () => {
  const edited = withNodes({ shore: { text: "Dunes." } });
  expect(causesOf(edited, { worldline: "storm" }).map((cause) => cause.kind)).toEqual(["worldline_changed"]);
  expect(causesOf(edited, { seed: 2 }).map((cause) => cause.kind)).toEqual(["seed_changed", "text_changed"]);
  expect(causesOf(edited, { policy: randomPolicy, seed: 3 }).map((cause) => cause.kind)).toContain("policy_changed");
});

test("[TD13] two traces of 10,000 steps are compared in under a second", () => {
  const walk = (text: string): AuthoredScene => ({
    format: "touchstone.scene/1",
    id: "walk",
    start: "n0",
    variables: { n: { type: "integer", default: 0 } },
    nodes: Array.from({ length: 50 }, (_, at) => ({
      id: `n${at}`,
      text: at === 25 ? text : "On and on.",
      do: [{ type: "roll" as const, dice: "1d6", into: "n" }],
      choices: [
        { id: "on", text: "On", to: `n${(at + 1) % 50}` },
        { id: "back", text: "Back", to: `n${(at * 7) % 50}` },
      ],
    })),
  });
  const long = { maxSteps: 10_000, policy: randomPolicy };
  const [expected, actual] = [play(walk("Here."), long), play(walk("There."), { ...long, seed: 2 })];
  const start = process.threadCpuUsage();
  const { causes } = diff(expected, actual);
  expect(process.threadCpuUsage(start).user / 1e6).toBeLessThan(1);
  expect(causes.map((cause) => cause.kind)).toEqual(["seed_changed", "text_changed"]);
});

test("[TD14] in an ink story, what is said and offered after a difference follows from it", () => {
  const asInk = (trace: PlaytestTrace): PlaytestTrace => ({
    ...trace,
    header: { ...trace.header, story: { id: "crossing", kind: "ink" } },
  });
  const scene = withNodes({ quay: { do: [] }, pier: { text: "It is dark.", choices: [stay] } });
  const { causes } = diff(asInk(play(CROSSING)), asInk(play(scene)));
  expect(causes.map((cause) => cause.message)).toEqual(["step 0 variable `lamp` changed"]);
});
