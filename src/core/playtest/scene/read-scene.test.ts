import { describe, expect, test } from "vitest";
import { readScene } from "./read-scene.ts";
import { problemsIn, readYaml, sceneOf } from "./scene.fixture.ts";

const PLAIN = `
id: pier
start: quay
povs: [mara, hush]
variables:
  hp: { type: integer, default: 10, min: 0, max: 20 }
  luck: { type: number, default: 0.5 }
  lamp: { type: boolean, default: true }
  mood: { type: string, default: calm, values: [calm, angry] }
  bag: { type: list, default: [] }
assets: { sky: { kind: backgrounds } }
endings: [drowned, home]
nodes:
  - id: quay
    choices: [{ id: go, to: boat }]
  - id: boat
    end: home
`;

/** Lines of the plain scene's end that a line more begins at. */
const END = PLAIN.split("\n").length;

describe("reading", () => {
  test("[SC1] defaults are filled in, and every part has its place", () => {
    const reading = readYaml("id: a\nstart: b\nnodes:\n  - id: b\n    end: done\n");
    expect(reading).toMatchObject({
      kind: "scene",
      scene: {
        format: "touchstone.scene/1",
        povs: [],
        worldlines: {},
        variables: {},
        nodes: [{ id: "b", text: "", do: [], choices: [], end: "done", narratorRules: {} }],
      },
      warnings: [],
    });
    if (reading.kind === "scene") expect(reading.placeOf(["nodes", 0, "end"])).toMatchObject({ line: 5, column: 10 });
  });

  test("[SC1] JSON is read like YAML, and another format is refused", () => {
    expect(sceneOf({ id: "a", start: "b", nodes: [{ id: "b", end: "done" }] }).start).toBe("b");
    expect(problemsIn("format: touchstone.scene/2\nid: a\nstart: b\nnodes: [{ id: b }]")).toEqual([
      "1:9 INPUT_INVALID `format` is `touchstone.scene/2`, of another version; this version reads `touchstone.scene/1` | Read the file with the version of Touchstone that it was written for",
    ]);
    expect(problemsIn("format: touchstone.scne/1\nid: a\nstart: b\nnodes: [{ id: b }]")).toEqual([
      expect.stringContaining("did you mean `touchstone.scene/1`?"),
    ]);
  });

  test.each([
    ["nods: []", "`nods` is not a key: did you mean `nodes`?"],
    ["nodes: [{ id: b, txt: hi }]", "`txt` is not a key of `nodes[0]`: did you mean `text`?"],
    ["nodes: [{ id: b, do: [{ type: sett }] }]", "`nodes[0].do[0].type` must be one of `set`, `increment`"],
    [
      "nodes: [{ id: b, do: [{ type: set, key: x, valu: 1 }] }]",
      "`valu` is not a key of `nodes[0].do[0]`: did you mean `value`?",
    ],
    [
      "nodes: [{ id: b, choices: [{ id: c, to: b, when: { kee: x, op: eq } }] }]",
      "`kee` is not a key of `nodes[0].choices[0].when`: did you mean `key`?",
    ],
    [
      "nodes: [{ id: b, choices: [{ id: c, to: b, when: [{ all: [{ key: x, op: like }] }] }] }]",
      "`nodes[0].choices[0].when[0].all[0].op` must be one of `eq`",
    ],
    ["nodes: [{ id: b, choices: [{ id: c, to: b, when: {} }] }]", "`nodes[0].choices[0].when` needs `key` and `op`"],
    ["nodes: [{ id: b, choices: [{ id: c, to: b, when: { key: x } }] }]", "`nodes[0].choices[0].when` needs `op`, one of `eq`"],
    [
      "nodes: [{ id: b, choices: [{ id: c, to: b, when: { all: [], any: [] } }] }]",
      "`nodes[0].choices[0].when` must be one condition, not `all` and `any` at once",
    ],
    [
      "nodes: [{ id: b, choices: [{ id: c, to: b, when: { not: [], op: eq } }] }]",
      "`nodes[0].choices[0].when` must not have `op` or `value` beside `not`",
    ],
    ["nodes: [{ id: b, choices: [{ to: b }] }]", "`id` is missing in `nodes[0].choices[0]`"],
    ["nodes: [{ id: 'a b' }]", "`nodes[0].id` must be letters, digits"],
    ["variables: { x: { type: boolean, defualt: true } }", "`defualt` is not a key of `variables.x`: did you mean `default`?"],
    [
      "variables: { x: { type: integer, default: .inf } }",
      "`variables.x.default` must be a finite number, not the number `Infinity`",
    ],
    ["variables: { x: .nan }", "`variables.x` must be a finite number, not the number `NaN`"],
    [
      "variables: { x: { type: integer, default: 1, max: .inf } }",
      "`variables.x.max` must be a number, not the number `Infinity`",
    ],
    // A sum of larger ones could not be told from its parts.
    [
      "nodes: [{ id: b, choices: [{ id: c, to: b, weight: 1.0e+308 }] }]",
      "`nodes[0].choices[0].weight` must be at most 1000000000, not `1e+308`",
    ],
    [
      "nodes: [{ id: b, do: [{ type: loot, into: x, table: [{ value: 1, weight: 0 }] }] }]",
      "`nodes[0].do[0].table[0].weight` must be more than 0, not `0`",
    ],
  ])("[SC2] `%s` says what is wrong", (line, message) => {
    const text = `id: a\nstart: b\n${line.startsWith("nodes") || line.startsWith("nods") ? "" : "nodes: [{ id: b }]\n"}${line}\n`;
    expect(problemsIn(text).map((each) => each.replace(/^\S+ \S+ /, ""))[0]).toContain(message);
  });

  test("[SC2] a text that a comma cuts off is told to be put into quotes", () => {
    const text = PLAIN.replace("id: go,", "id: go, text: Go, and come back,");
    expect(problemsIn(text)[0]).toMatch(/`and come back` is not a key .* \| Put the text before it into quotes/);
  });

  test("[SC2] snake_case is accepted at any depth", () => {
    const text = PLAIN.replace("id: go,", "id: go, visible_to: [hush], when: { key: hp, op: not_in, value: [1] },");
    expect(problemsIn(`${text}prompt_packs: [calm-sea]\ndefault_pov: hush\n`)).toEqual([]);
  });

  test("[SC3] a scene of the seed's is read", () => {
    const scene = sceneOf({
      id: "demo",
      start: "one",
      povs: ["mc"],
      default_pov: "mc",
      variables: { hp: 10, luck: 0.5, name: "Ada", seen: false, bag: ["rope"], later: null },
      nodes: [
        {
          id: "one",
          actions: [{ type: "increment", key: "hp", amount: 2 }],
          narrator_rules: { mc: { text: "You wake" } },
          choices: [
            {
              id: "go",
              label: "Go on",
              target: "two",
              visible_to: ["mc"],
              conditions: [{ key: "hp", operator: "gte", value: 3 }],
              actions: [{ type: "set", key: "seen", value: true }],
            },
          ],
        },
        { id: "two", end: true },
        {
          id: "three",
          end: false,
          choices: [{ id: "back", target: "one", conditions: { key: "seen", operator: "eq", value: true } }],
        },
      ],
    });
    expect(scene.variables).toEqual({
      hp: { type: "integer", default: 10 },
      luck: { type: "number", default: 0.5 },
      name: { type: "string", default: "Ada" },
      seen: { type: "boolean", default: false },
      bag: { type: "list", default: ["rope"] },
      later: { type: "string", default: null },
    });
    expect(scene.nodes.map((node) => node.end)).toEqual([undefined, "two", undefined]);
    expect(scene.nodes[0]?.choices[0]).toMatchObject({ text: "Go on", to: "two", when: [{ key: "hp", op: "gte", value: 3 }] });
  });

  test("[SC4] all problems are told in order of place", () => {
    expect(problemsIn(`id: a\nstart: c\nnodes:\n  - { id: b, goto: d }\n  - { id: b, assets: [x] }\n`)).toEqual([
      "2:8 INPUT_INVALID node `c` does not exist: did you mean `b`? | Name a node of `nodes`, or add it there",
      "4:20 INPUT_INVALID node `d` does not exist: did you mean `b`? | Name a node of `nodes`, or add it there",
      "5:11 DUPLICATE_ID node `b` exists twice: it stands at a.scene.yaml:4:11 already | Rename or remove one of them",
      "5:23 INPUT_INVALID asset `x` does not exist | Declare it under `assets`",
    ]);
  });

  test("[SC4] ten thousand unknown names are told in short time", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => ({ id: `node-${index}`, goto: `nodes_${index}` }));
    const reading = readScene({ file: "a.scene.json", text: JSON.stringify({ id: "a", start: "node-0", nodes }) });
    const problems = reading.kind === "invalid" ? reading.problems : [];
    expect(problems).toHaveLength(101);
    expect(problems[0]?.message).toBe("node `nodes_0` does not exist: did you mean `node-0`?");
    expect(problems[100]?.message).toBe("9900 more problems follow in this file");
  });

  test("[SC5] ten thousand nodes are read from JSON", () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => ({
      id: `node-${index}`,
      text: "The water stands high, and somebody is talking behind the door.",
      choices: [
        { id: "on", to: `node-${(index + 1) % 10_000}`, when: { key: "hp", op: "gte", value: 1 } },
        { id: "back", to: `node-${(index * 7) % 10_000}` },
      ],
    }));
    expect(sceneOf({ id: "a", start: "node-0", variables: { hp: 3 }, nodes }).nodes).toHaveLength(10_000);
  });

  test("[SC5] what nests too deep is refused", () => {
    const when = `${"{ not: ".repeat(70)}{ key: hp, op: eq, value: 1 }${" }".repeat(70)}`;
    expect(problemsIn(PLAIN.replace("id: go,", `id: go, when: ${when},`))[0]).toContain(
      "FILE_TOO_LARGE `a.scene.yaml` nests deeper than 64",
    );
  });
});

/** The problems of the plain scene with one node more, without what every line of it begins with. */
function problemsOfNode(lines: string): string[] {
  return problemsIn(`${PLAIN}  - { id: more, ${lines} }\n`).map((each) => {
    expect(each).toMatch(new RegExp(`^${END}:\\d+ INPUT_INVALID `));
    return each.replace(/^\S+ \S+ /, "").replace(/ \| .*$/, "");
  });
}

const when = (leaf: string): string => `choices: [{ id: c, to: quay, when: { ${leaf} } }]`;
const act = (action: string): string => `end: home, do: [{ ${action} }]`;

describe("conditions and actions", () => {
  test.each([
    [when("key: hpp, op: eq, value: 1"), "variable `hpp` does not exist: did you mean `hp`?"],
    [act("type: set, key: lmap, value: true"), "variable `lmap` does not exist: did you mean `lamp`?"],
    [act("type: increment, key: toString"), "variable `toString` does not exist"],
    [act("type: roll, dice: 1d6, into: hhp"), "variable `hhp` does not exist: did you mean `hp`?"],
    [act("type: battle, attacker: hp, defender: foe, formula: attacker, into: hp"), "variable `foe` does not exist"],
  ])("[SC10] %s names what is not declared", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });

  test.each([
    [when("key: lamp, op: eq, value: 1"), "what `lamp` is compared with must be `true` or `false`"],
    [when("key: mood, op: in, value: [calm, 3]"), "what `mood` is compared with must be a text"],
    [
      when("key: hp, op: gt, value: 9007199254740993"),
      "what `hp` is compared with must be within ±9007199254740991, beyond which numbers are not exact",
    ],
    [act("type: set, key: hp, value: 1.5"), "what `hp` becomes must be a whole number"],
    [act("type: set, key: bag, value: rope"), "what `bag` becomes must be a list"],
    [
      act("type: loot, into: lamp, table: [{ value: true }, { value: 1 }]"),
      "what is found and put into `lamp` must be `true` or `false`",
    ],
    [act("type: emit, name: x, data: 9007199254740993"), "`data` holds a number that is not exact"],
    [act("type: increment, key: luck, amount: 9007199254740993"), "`amount` must be within ±9007199254740991"],
  ])("[SC11] %s gives what the type cannot hold", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });

  test("[SC11] every variable can hold nothing, and a whole number is compared with any", () => {
    expect(problemsOfNode(act("type: set, key: hp, value: null"))).toEqual([]);
    expect(problemsOfNode(when("key: mood, op: eq, value: null"))).toEqual([]);
    expect(problemsOfNode(when("key: hp, op: gt, value: 2.5"))).toEqual([]);
  });

  test.each([
    [act("type: set, key: mood, value: sad"), "what `mood` becomes must be one of `calm`, `angry`"],
    [act("type: loot, into: mood, table: [{ value: sad }]"), "what is found and put into `mood` must be one of `calm`, `angry`"],
  ])("[SC12] %s gives what is not among `values`", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });

  test.each([
    [when("key: mood, op: gt, value: 1"), "`mood` holds a text, which `gt` cannot compare"],
    [when("key: hp, op: lte, value: a"), "`lte` compares `hp` with a number alone"],
    [when("key: hp, op: in, value: 3"), "`in` needs a list to look into"],
    [when("key: bag, op: not_in, value: [rope]"), "`bag` holds a list, which `not_in` cannot look for in another"],
    [when("key: hp, op: exists, value: 3"), "`exists` compares with nothing"],
    [when("key: hp, op: eq"), "`value` is missing: `eq` needs something to compare with"],
  ])("[SC14] %s does not fit its variable", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });

  test.each([
    [act("type: increment, key: mood"), "`mood` holds a text, where a number is needed"],
    [
      act("type: decrement, key: hp, amount: 0.5"),
      "`amount` must be a whole number, since the variable holds whole numbers, not `0.5`",
    ],
    [act("type: roll, dice: 1d6, into: lamp"), "`lamp` holds `true` or `false`, where a number is needed"],
    [
      act("type: battle, attacker: luck, defender: hp, formula: attacker, into: luck"),
      "`hp` holds whole numbers, but `luck` makes the damage a fraction",
    ],
  ])("[SC15] %s counts what is none", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });

  test("[SC20][SC21] dice and formulas that cannot be read are problems", () => {
    expect(problemsOfNode(act("type: roll, dice: 2x6, into: hp"))).toEqual([
      "`2x6` is no dice: write how many, `d`, and the sides, such as `2d6+1`",
    ]);
    expect(problemsOfNode(act("type: battle, attacker: hp, defender: hp, formula: attacker/2, into: hp"))).toEqual([
      "`attacker/2` can hold only `attacker`, `defender`, dice such as `1d6` and whole numbers, joined by `+`, `-` and `*`",
    ]);
  });

  test("[SC12] dice that can come to what a variable cannot hold are a problem", () => {
    const text = PLAIN.replace("variables:", "variables:\n  die: { type: integer, default: 1, values: [1, 2, 3, 4, 5] }");
    expect(problemsIn(`${text}  - { id: more, end: home, do: [{ type: roll, dice: 1d6, into: die }] }\n`)[0]).toContain(
      "`1d6` can come to 6, which `die` cannot hold",
    );
  });
});

describe("variables", () => {
  test.each([
    ["{ type: integer, default: 1.5 }", "the default of `x` must be a whole number, not `1.5`"],
    [
      "{ type: integer, default: 9007199254740993 }",
      "the default of `x` must be within ±9007199254740991, beyond which numbers are not exact, not `9007199254740992`",
    ],
  ])("[SC11] %s does not fit its type", (written, message) => {
    expect(problemsIn(PLAIN.replace("variables:", `variables:\n  x: ${written}`))[0]).toContain(message);
  });

  test.each([
    ["{ type: integer, default: 5, min: 6 }", "the default of `x` must be at least 6, not `5`"],
    ["{ type: integer, default: 5, max: 4 }", "the default of `x` must be at most 4, not `5`"],
    ["{ type: string, default: c, values: [a, b] }", "the default of `x` must be one of `a`, `b`, not `c`"],
  ])("[SC12] %s starts outside of what it can hold", (written, message) => {
    expect(problemsIn(PLAIN.replace("variables:", `variables:\n  x: ${written}`))[0]).toContain(message);
  });

  test.each([
    ["{ type: boolean, default: true, min: 0 }", "`x` holds `true` or `false`, which has no `min`"],
    ["{ type: integer, default: 1, min: 0.5 }", "`min` of `x` must be a whole number, not `0.5`"],
    ["{ type: number, default: 1, max: 1.0e+300 }", "`max` must be within ±9007199254740991"],
    ["{ type: integer, default: 5, min: 6, max: 4 }", "`min` of `x` is above its `max`"],
    ["{ type: list, default: [], values: [a] }", "`x` holds a list, which has no `values`"],
    ["{ type: string, default: null, values: [] }", "`x` has no value that it can hold"],
    ["{ type: string, default: a, values: [a, 1] }", "each of `values` of `x` must be a text, not `1`"],
  ])("[SC13] %s contradicts itself", (written, message) => {
    expect(problemsIn(PLAIN.replace("variables:", `variables:\n  x: ${written}`))[0]).toContain(message);
  });
});

describe("names", () => {
  test("[SC30] nodes that are led to exist", () => {
    expect(problemsOfNode("goto: quai")).toEqual(["node `quai` does not exist: did you mean `quay`?"]);
    expect(problemsOfNode("choices: [{ id: c, to: boot }]")).toEqual(["node `boot` does not exist: did you mean `boat`?"]);
  });

  test.each([
    ["end: hom", "ending `hom` does not exist: did you mean `home`?"],
    ["end: home, assets: [sky, sea]", "asset `sea` does not exist"],
    ["end: home, do: [{ type: emit, name: x, assets: [skyy] }]", "asset `skyy` does not exist: did you mean `sky`?"],
    ["end: home, narratorRules: { mra: { hidden: true } }", "pov `mra` does not exist: did you mean `mara`?"],
    ["choices: [{ id: c, to: quay, assets: [sk] }]", "asset `sk` does not exist: did you mean `sky`?"],
    ["choices: [{ id: c, to: quay, visibleTo: [hsuh] }]", "pov `hsuh` does not exist: did you mean `hush`?"],
  ])("[SC31] %s names what is not declared", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });

  test("[SC31] the default pov is one of the povs, and any ending goes where none are listed", () => {
    expect(problemsIn(`${PLAIN}defaultPov: nobody\n`)[0]).toContain("pov `nobody` does not exist");
    expect(problemsIn(`${PLAIN.replace(/endings:.*\n/, "")}  - { id: more, end: elsewhere }\n`)).toEqual([]);
  });

  test("[SC32] ids are unique", () => {
    expect(problemsIn(PLAIN.replace("{ id: go, to: boat }", "{ id: go, to: boat }, { id: go, to: quay }"))).toEqual([
      "15:43 DUPLICATE_ID choice `go` exists twice: it stands at a.scene.yaml:15:21 already | Rename or remove one of them",
    ]);
    expect(problemsIn(PLAIN.replace("[mara, hush]", "[mara, hush, mara]"))).toEqual([
      "4:20 DUPLICATE_ID `mara` stands twice in `povs`: it stands at a.scene.yaml:4:8 already | Remove one of them",
    ]);
  });

  test.each([
    ["goto: quay, end: home", "node `more` has `end` beside `goto`"],
    ["goto: quay, choices: [{ id: c, to: quay }]", "node `more` has `goto` beside choices"],
    ["end: home, choices: [{ id: c, to: quay }]", "node `more` has `end` beside choices"],
  ])("[SC33] a node with %s is refused", (lines, message) => {
    expect(problemsOfNode(lines)).toEqual([message]);
  });
});

describe("worldlines", () => {
  const inWorldline = (lines: string): string[] =>
    problemsIn(`${PLAIN}worldlines:\n  wet: { ${lines} }\n  dry: { parent: wet, patches: { quay: { text: dry } } }\n`).map(
      (each) => each.replace(/^\S+ \S+ /, "").replace(/ \| .*$/, ""),
    );

  test.each([
    ["parent: wt", "worldline `wt` does not exist: did you mean `wet`?"],
    ["parent: wet", "worldline `wet` stands over itself: `wet`, `wet`"],
    ["variables: { hpp: 1 }", "variable `hpp` does not exist: did you mean `hp`?"],
    ["variables: { hp: 30 }", "what `hp` starts with must be at most 20, not `30`"],
    ["patches: { quai: { text: x } }", "node `quai` does not exist: did you mean `quay`?"],
    ["patches: { quay: { choices: [{ id: goo, text: x }] } }", "choice `goo` does not exist: did you mean `go`?"],
    ["patches: { quay: { choices: [{ id: stay, to: boat, remove: true }] } }", "choice `stay` does not exist"],
    ["patches: { quay: { choices: [{ id: go, to: boot }] } }", "node `boot` does not exist: did you mean `boat`?"],
    ["patches: { quay: { goto: boat } }", "node `quay` has `goto` beside choices"],
    ["patches: { boat: { choices: [{ id: back, to: quay }] } }", "node `boat` has `end` beside choices"],
    ["patches: { quay: { do: [{ type: clear, key: lampp }] } }", "variable `lampp` does not exist: did you mean `lamp`?"],
  ])("[SC43] %s is refused", (lines, message) => {
    expect(inWorldline(lines)).toContain(message);
  });

  test("[SC43] a round of parents is told at each of its worldlines", () => {
    expect(inWorldline("parent: dry")).toEqual([
      "worldline `wet` stands over itself: `wet`, `dry`, `wet`",
      "worldline `dry` stands over itself: `dry`, `wet`, `dry`",
    ]);
  });

  test("[SC43] what a parent took out is gone for its children", () => {
    const text = `${PLAIN}worldlines:
  wet: { patches: { quay: { goto: boat, choices: [{ id: go, remove: true }] } } }
  dry: { parent: wet, patches: { quay: { choices: [{ id: go, text: x }] } } }
`;
    expect(problemsIn(text).map((each) => each.replace(/ \| .*$/, ""))).toEqual([
      `${END + 2}:58 INPUT_INVALID choice \`go\` does not exist`,
    ]);
  });
});
