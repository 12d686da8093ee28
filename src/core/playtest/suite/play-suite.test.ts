import { expect, test } from "vitest";
import { HARBOR, storyOf } from "../run/play.fixture.ts";
import { readScript } from "../script/read-script.ts";
import { type CellResult, playSuite, type SuiteSources } from "./play-suite.ts";
import { planSuite, type SuiteWishes } from "./plan-suite.ts";
import { readSuite } from "./read-suite.ts";

const harbor = storyOf(HARBOR);

function scriptOf(file: string): ReturnType<SuiteSources["scriptOf"]> {
  const reading = readScript({ file, text: "pov: mira\nseed: 77\nset: trust = 1\nset: hp = 3\nselect: sneak\nend: stranded\n" });
  if (reading.kind === "invalid") throw new Error("the script is not read");
  return reading.runs;
}

function play(text: string, wishes: SuiteWishes = {}): CellResult[] {
  const reading = readSuite({ file: "nightly.suite.yaml", text });
  if (reading.kind === "invalid") throw new Error(reading.problems.map(({ message }) => message).join("\n"));
  return playSuite(planSuite(reading.suite, wishes), { storyOf: () => harbor, scriptOf, touchstone: "0.0.0" });
}

/** The seed's own example, with scenes of ours that declare no povs, as the seed's: two povs, the linear, choice and battle trio. */
const LINEAR = "{ id: pier, start: a, nodes: [{ id: a, text: Walk on., goto: b }, { id: b, end: there }] }";
const BRANCHY = `{ id: fork, start: a, worldlines: { wl.mc.branch: { patches: { a: { text: Another fork. } } } },
      nodes: [{ id: a, text: A fork., choices: [{ id: left, to: l }, { id: right, to: r }] }, { id: l, end: left }, { id: r, end: right }] }`;
const BATTLE = `{ id: brawl, start: a, promptPacks: [BATTLE_AI], variables: { starting_hp: 20, hurt: 0, fist: 3 },
      nodes: [{ id: a, do: [{ type: battle, attacker: fist, defender: starting_hp, formula: attacker+1d4, into: hurt }], choices: [{ id: more, to: a, weight: 2 }, { id: flee, to: b }] }, { id: b, end: fled }] }`;
const EXAMPLE = `
mc:
  linear: { scene: ${LINEAR} }
  choice: { scene: ${BRANCHY}, seed: 5, worldline: wl.mc.branch, metadata: { tags: [branching, dialogue] } }
  battle: { scene: ${BATTLE}, variables: { starting_hp: 42 } }
rival:
  linear: ${LINEAR}
  choice: { scene: ${BRANCHY}, seed: 8 }
  battle: { scene: ${BATTLE}, prompt_packs: [BATTLE_AI] }
`;

test("[SU1][SU5][SU7] the seed's own example runs: each cell with its pov, seed, worldline, variables, packs and metadata", () => {
  const results = play(EXAMPLE, { seedOffset: 100, workflow: "ci-goldens" });
  expect(results.map(({ golden }) => golden)).toEqual([
    "mc/linear/pier.trace.jsonl",
    "mc/choice/fork.seed5.trace.jsonl",
    "mc/battle/brawl.trace.jsonl",
    "rival/linear/pier.trace.jsonl",
    "rival/choice/fork.seed8.trace.jsonl",
    "rival/battle/brawl.trace.jsonl",
  ]);
  const headers = results.map(({ playtest }) => playtest.trace.header);
  expect(headers.map(({ pov, seed, workflow, suite }) => [pov, seed, workflow, suite])).toEqual([
    ["mc", 100, "ci-goldens", "nightly"],
    ["mc", 5, "ci-goldens", "nightly"],
    ["mc", 102, "ci-goldens", "nightly"],
    ["rival", 100, "ci-goldens", "nightly"],
    ["rival", 8, "ci-goldens", "nightly"],
    ["rival", 102, "ci-goldens", "nightly"],
  ]);
  expect(headers[1]).toMatchObject({
    worldline: "wl.mc.branch",
    metadata: { category: "choice", pov: "mc", tags: ["branching", "dialogue"] },
  });
  expect(headers[2]?.initial.variables).toMatchObject({ starting_hp: 42 });
  expect(headers[5]?.promptPacks).toEqual(["BATTLE_AI"]);
  expect(results.map(({ playtest }) => playtest.outcome)).toEqual(Array.from({ length: 6 }, () => "ended"));
  expect(play(EXAMPLE, { seedOffset: 100, workflow: "ci-goldens" }).map(({ playtest }) => playtest.digest)).toEqual(
    results.map(({ playtest }) => playtest.digest),
  );
});

test("[SU7] metadata stands over category and pov, and the pov is the one that is played", () => {
  const [auto, own] = play(`auto: { a: x, b: { scene: x, metadata: { pov: mine, a: { b: 1 } } } }\n`);
  expect(auto?.playtest.trace.header.metadata).toEqual({ category: "a", pov: "mira" });
  expect(own?.playtest.trace.header.metadata).toEqual({ category: "b", pov: "mine", a: { b: 1 } });
});

test("[SU8] a cell that draws and has no seed of its own is warned of; others are not", () => {
  const warnings = play(
    `mira: { a: x, b: { scene: x, seed: 3 }, c: { scene: x, policy: first, variables: { trust: 2 } } }\nrival: { d: ${LINEAR} }\n`,
  ).map((each) => each.warnings);
  expect(warnings[0]).toEqual([
    expect.stringMatching(/^`mira\/a` draws \d+ random values and has no `seed`: it takes 0 from its place, and another one/),
  ]);
  expect([warnings[1], warnings[3]]).toEqual([[], []]);
});

test("[SU9] each cell that asks for what its story does not have is a problem at its place", () => {
  const wrong = `mira:\n  a: x\n  b: { scene: x, worldline: calm }\nnobody:\n  c: x\n`;
  const problem = (line: number, message: string) =>
    expect.objectContaining({
      place: { file: "nightly.suite.yaml", line, column: 3 },
      message: expect.stringContaining(message),
    });
  expect(() => play(wrong)).toThrow(
    expect.objectContaining({ code: "INPUT_INVALID", problems: [problem(3, "`mira/b`: "), problem(5, "`nobody/c`: ")] }),
  );
  const twice = `mira:\n  a: x\nauto:\n  a: x\n`;
  expect(() => play(twice)).toThrow("`auto/a` and `mira/a` would have one golden, `mira/a/harbor.trace.jsonl`");
  // Many a disk takes both names for one file.
  expect(() => play(`mira:\n  a: x\n  A: x\n`)).toThrow("would have one golden");
});

test("[SU10] a script takes the choices and sets what the cell does not; pov, worldline and seed are the cell's", () => {
  const [cell] = play(`tomas: { a: { scene: x, seed: 4, policy: "script:s.script", variables: { hp: 8 } } }\n`);
  expect(cell?.playtest.trace.header).toMatchObject({
    pov: "tomas",
    seed: 4,
    variables: { trust: 1, hp: 8 },
    policy: { name: "script" },
  });
  expect(cell?.playtest.trace.steps[0]?.chose).toBe("sneak");
  expect(cell?.playtest.mismatches.map(({ place }) => place.file)).toEqual(["s.script"]);
  const [first] = play(`tomas: { a: { scene: x, policy: first, variables: { trust: 3 } } }\n`);
  expect(first?.playtest.trace.header.policy).toEqual({ name: "first", script: null });
});
