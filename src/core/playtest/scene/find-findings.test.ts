import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findSceneFindings } from "./find-findings.ts";
import { readYaml, sceneOf } from "./scene.fixture.ts";

/** The findings of a scene, `kind where: why`. */
function findingsOf(written: object): string[] {
  return findSceneFindings(sceneOf({ id: "pier", start: "quay", ...written })).map(
    ({ kind, where, why }) => `${kind} ${where}: ${why}`,
  );
}

const END = { id: "home", end: "home" };
const leaf = (key: string, op: string, value?: unknown) => ({ key, op, ...(value === undefined ? {} : { value }) });

/** A scene with one choice under a condition, and one without. */
const gated = (when: unknown, more: object = {}) => ({
  variables: { lamp: true, hp: { type: "integer", default: 10, min: 0, max: 20 }, mood: "calm", foe: 9 },
  nodes: [
    {
      id: "quay",
      choices: [
        { id: "go", to: "home", when },
        { id: "stay", to: "quay" },
      ],
    },
    END,
  ],
  ...more,
});

const flow = (findings: readonly string[]): string[] => findings.filter((each) => !each.startsWith("unused"));

describe("nodes", () => {
  test("[SC50] what nothing leads to, and what only that leads to", () => {
    const nodes = [{ id: "quay", goto: "home" }, END, { id: "cave", goto: "lair" }, { id: "lair", end: "eaten" }];
    expect(findingsOf({ nodes })).toEqual([
      "unreachable_node cave: nothing leads here",
      "unreachable_node lair: only nodes lead here that no play enters either",
    ]);
  });

  test("[SC50] what is behind a choice that is never offered", () => {
    const nodes = [
      {
        id: "quay",
        choices: [
          { id: "go", to: "cave", when: leaf("lamp", "eq", false) },
          { id: "stay", to: "home" },
        ],
      },
      { id: "cave", end: "eaten" },
      END,
    ];
    const unless = "never holds: `lamp` only ever holds `true`, unless a run starts with other values than the scene's";
    expect(findingsOf({ variables: { lamp: true }, nodes })).toEqual([
      "unreachable_node cave: no play gets here: the way here, `quay/go`, is never offered, unless a run starts with other values than the scene's",
      `dead_choice quay/go: no play is ever offered it: \`lamp eq false\` ${unless}`,
      `impossible_condition quay/go/when: \`lamp eq false\` ${unless}`,
    ]);
  });

  test("[SC50][SC53] what a worldline opens is open", () => {
    const scene = gated(leaf("lamp", "eq", false));
    expect(flow(findingsOf(scene))).toHaveLength(3);
    expect(flow(findingsOf({ ...scene, worldlines: { dark: { variables: { lamp: false } } } }))).toEqual([]);
    const patched = { dark: { patches: { quay: { choices: [{ id: "go", when: null }] } } } };
    expect(flow(findingsOf({ ...scene, worldlines: patched }))).toEqual([
      expect.stringContaining("impossible_condition quay/go/when"),
    ]);
  });
});

describe("conditions", () => {
  test.each([
    ["two values at once", [leaf("mood", "eq", "calm"), leaf("mood", "eq", "angry")]],
    ["beyond the bounds", leaf("hp", "gt", 20)],
    ["between two whole numbers", [leaf("hp", "gt", 3), leaf("hp", "lt", 4)]],
    ["of a value that is never set", leaf("mood", "in", ["wild", "sad"])],
    ["of nothing where there is always something", leaf("lamp", "not_exists")],
    ["an empty `any`", { any: [] }],
    ["a negated truth", { not: leaf("lamp", "eq", true) }],
    ["no way out of several", { all: [{ any: [leaf("hp", "eq", 1), leaf("hp", "eq", 2)] }, leaf("hp", "gt", 5)] }],
  ])("[SC52][SC53] %s is impossible, and its choice dead", (_, when) => {
    const found = flow(findingsOf(gated(when)));
    expect(found.some((each) => each.startsWith("impossible_condition quay/go"))).toBe(true);
    expect(found.some((each) => each.startsWith("dead_choice quay/go"))).toBe(true);
  });

  test("[SC52] a part that never holds is named, though the whole can hold", () => {
    expect(flow(findingsOf(gated({ any: [leaf("lamp", "eq", true), leaf("mood", "eq", "angry")] })))).toEqual([
      'impossible_condition quay/go/any.1: `mood eq "angry"` never holds: `mood` only ever holds `"calm"`, unless a run starts with other values than the scene\'s',
    ]);
  });

  test("[SC51] what no start value could change is said without reserve", () => {
    expect(flow(findingsOf(gated([leaf("hp", "gt", 3), leaf("hp", "lt", 4)])))).toContain(
      "impossible_condition quay/go: its parts can each hold, but never at the same time",
    );
    expect(flow(findingsOf(gated(leaf("hp", "gt", 20))))[0]).not.toContain("unless");
  });

  test.each([
    ["counting", leaf("hp", "eq", 20), [{ type: "increment", key: "hp", amount: 5 }]],
    ["setting", leaf("mood", "eq", "angry"), [{ type: "set", key: "mood", value: "angry" }]],
    ["clearing", leaf("lamp", "eq", true), [{ type: "clear", key: "lamp" }]],
    ["rolling", leaf("hp", "eq", 12), [{ type: "roll", dice: "2d6", into: "hp" }]],
    ["finding", leaf("mood", "eq", "merry"), [{ type: "loot", into: "mood", table: [{ value: "merry" }, { value: "sad" }] }]],
    ["fighting", leaf("hp", "eq", 4), [{ type: "battle", attacker: "hp", defender: "hp", formula: "1d6", into: "hp" }]],
    [
      "being hit",
      leaf("foe", "lt", 2),
      [{ type: "battle", attacker: "hp", defender: "foe", formula: "attacker-2*1d6", into: "hp" }],
    ],
  ])("[SC52] %s makes a condition possible", (_, when, actions) => {
    const scene = gated(when);
    const [quay, home] = scene.nodes;
    expect(flow(findingsOf({ ...scene, nodes: [{ ...quay, do: actions }, home] }))).toEqual([]);
  });

  test("[SC52] counting past what can be listed keeps what lies between", () => {
    const variables = { n: { type: "integer", default: 0 } };
    const count = {
      id: "quay",
      do: [{ type: "increment", key: "n" }],
      choices: [
        { id: "on", to: "quay" },
        { id: "go", to: "home", when: leaf("n", "eq", 1000) },
      ],
    };
    expect(flow(findingsOf({ variables, nodes: [count, END] }))).toEqual([]);
    const never = {
      ...count,
      choices: [
        { id: "on", to: "quay" },
        { id: "go", to: "home", when: leaf("n", "lt", 0) },
      ],
    };
    expect(flow(findingsOf({ variables, nodes: [never, END] })).map((each) => each.split(" ")[0])).toContain(
      "impossible_condition",
    );
  });
});

describe("dead ends", () => {
  test("[SC54] a node that nothing follows is one unless it is an ending", () => {
    expect(findingsOf({ nodes: [{ id: "quay" }] })).toEqual([
      "dead_end quay: nothing follows, and it is no ending: it has no choices, no `goto` and no `end`",
    ]);
  });

  test("[SC54] so is one whose choices are all dead", () => {
    const nodes = [{ id: "quay", choices: [{ id: "go", to: "home", when: { any: [] } }] }, END];
    expect(findingsOf({ nodes })).toContain("dead_end quay: none of its choices is ever offered");
  });

  test("[SC54] and one that strands a pov, or a worldline", () => {
    const nodes = [{ id: "quay", choices: [{ id: "go", to: "home", visibleTo: ["mara"] }] }, END];
    expect(findingsOf({ povs: ["mara", "hush"], nodes, worldlines: { wet: {} } })).toContain(
      "dead_end quay: as `hush`: none of its choices can be seen",
    );
    const wet = { wet: { patches: { quay: { choices: [{ id: "go", remove: true }] } } } };
    expect(findingsOf({ nodes: [{ id: "quay", choices: [{ id: "go", to: "home" }] }, END], worldlines: wet })).toEqual([
      "dead_end quay: in worldline `wet`: nothing follows, and it is no ending: it has no choices, no `goto` and no `end`",
    ]);
  });
});

describe("names", () => {
  test("[SC55] what nothing uses is named with its place", () => {
    const scene = sceneOf({
      id: "pier",
      start: "quay",
      povs: ["mara", "hush", "owl"],
      variables: { lamp: true, hp: 3 },
      assets: { sky: { kind: "backgrounds" }, sea: { kind: "backgrounds" } },
      endings: ["home", "drowned", "lost"],
      nodes: [
        {
          id: "quay",
          assets: ["sky"],
          narratorRules: { hush: { hidden: true } },
          choices: [{ id: "go", to: "home", when: leaf("lamp", "exists") }],
        },
        END,
        { id: "deep", end: "lost" },
      ],
    });
    const found = findSceneFindings(scene).filter(({ kind }) => kind.startsWith("unused"));
    expect(found.map(({ kind, where, path }) => [kind, where, path])).toEqual([
      ["unused_variable", "hp", ["variables", "hp"]],
      ["unused_asset", "sea", ["assets", "sea"]],
      ["unused_ending", "drowned", ["endings", 1]],
      ["unused_ending", "lost", ["endings", 2]],
      ["unused_pov", "owl", ["povs", 2]],
    ]);
  });

  test("[SC55] what a worldline uses is used", () => {
    const worldlines = { wet: { patches: { quay: { assets: ["sky"] } } } };
    expect(findingsOf({ assets: { sky: { kind: "backgrounds" } }, nodes: [{ id: "quay", end: "x" }], worldlines })).toEqual([]);
  });
});

test("[SC50] three thousand nodes are looked through in short time", () => {
  const nodes = Array.from({ length: 3000 }, (_, index) => ({
    id: `n${index}`,
    do: [{ type: "increment", key: "hp" }],
    choices: [
      { id: "on", to: `n${(index + 1) % 3000}`, when: leaf("hp", "gte", index % 30) },
      { id: "home", to: "home", when: [leaf("hp", "lt", 40), leaf("lamp", "eq", true)] },
    ],
  }));
  const variables = { lamp: true, hp: { type: "integer", default: 0 } };
  expect(flow(findingsOf({ start: "n0", variables, nodes: [...nodes, END], worldlines: { a: {}, b: { parent: "a" } } }))).toEqual(
    [],
  );
});

test("[SC1][SC55] the guide's scene is one, and has nothing that is not meant", () => {
  const guide = readFileSync(new URL("../../../../docs/guides/writing-stories.md", import.meta.url), "utf8");
  const blocks = [...guide.matchAll(/```yaml\n(.*?)```/gs)].map(([, block]) => block);
  const reading = readYaml(blocks.join(""));
  expect(reading.kind === "scene" ? findSceneFindings(reading.scene) : reading.problems).toEqual([]);
});
