import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { explore, openText, placesOf, planOf } from "../../../../tests/support/explored.ts";
import { PLANTED } from "../../../../tests/support/planted.ts";
import { arbitraryScene } from "../../../../tests/support/random-scene.ts";
import { openScene } from "../native/open-scene.ts";
import { randomPolicy } from "../policies/random-policy.ts";
import { playStory } from "../run/play-story.ts";
import type { Story } from "../story/story.ts";
import { openDesk } from "./desk.ts";
import type { ExploreAnswer } from "./explore-job.ts";
import type { Exploration } from "./explore-plan.ts";
import { planExploration } from "./explore-story.ts";
import type { ExploreFinding } from "./finding.ts";
import { replayPath } from "./replay-path.ts";

const planted = openText(PLANTED);
const explored = explore(planted, { missingAssets: new Map([["fog", "`art/fog.png` does not exist"]]) });

function finding({ findings }: Exploration, kind: string, where: string): ExploreFinding {
  const found = findings.find((each) => each.kind === kind && each.where === where);
  if (found === undefined) throw new Error(`no ${kind} at ${where}: ${JSON.stringify(findings, null, 1)}`);
  return found;
}

/** Plays a witness with what its seed draws, as its command does. */
function playWitness(story: Story, { witness }: ExploreFinding, node: string): unknown {
  if (witness === null) throw new Error("no witness");
  const { pov, worldline, seed, variables, choices } = witness;
  const play = replayPath(story, { start: { pov, worldline, seed, variables }, choices, dice: null }, { node });
  return play === null ? null : { node: play.moment.node, outcome: play.moment.end?.outcome };
}

describe("what is explored", () => {
  const TWO_VIEWS = `
id: views
start: a
povs: [mina, bo]
worldlines:
  night: { patches: { a: { choices: [{ id: dark, to: night, text: dark }] } } }
nodes:
  - { id: a, choices: [{ id: hers, to: b, visibleTo: [mina] }, { id: his, to: c, visibleTo: [bo] }] }
  - { id: b, end: one }
  - { id: c, end: two }
  - { id: night, end: three }
`;

  test("[EX1] every pov and worldline is explored, and nothing is dead that one of them reaches", () => {
    const all = explore(TWO_VIEWS);
    expect(all.starts).toHaveLength(4);
    expect(all.neverTaken.dead).toEqual([]);
    expect(all.coverage.endings).toEqual({ covered: 3, total: 3, missing: [] });
    const one = explore(TWO_VIEWS, { starts: [{ pov: "bo", worldline: null, variables: {}, seed: 0 }] });
    expect(one.neverTaken.dead).toEqual(["a/hers", "a/dark"]);
  });

  test("[EX2] every outcome of every draw is gone through, whatever the seed", () => {
    const dice = `
id: dice
start: a
variables: { sum: 0, found: none }
nodes:
  - { id: a, do: [{ type: roll, dice: 2d6, into: sum }], choices: [{ id: on, to: b, do: [{ type: loot, into: found, table: [{ value: rope, weight: 1000000 }, { value: ring, weight: 1 }] }] }] }
  - { id: b, choices: [{ id: twelve, to: c, when: [{ key: sum, op: eq, value: 12 }, { key: found, op: eq, value: ring }] }, { id: other, to: d }] }
  - { id: c, end: rare }
  - { id: d, end: common }
`;
    expect(explore(dice)).toMatchObject({ complete: true, coverage: { endings: { covered: 2 } }, neverTaken: { dead: [] } });
  });

  test("[EX3] states that differ in what nothing reads are one; a count that something reads keeps them apart", () => {
    const scene = (when: string): string => `
id: count
start: a
variables: { n: { type: integer, default: 0, max: 50 } }
nodes:
  - { id: a, choices: [{ id: more, to: a, do: [{ type: increment, key: n }] }, { id: out, to: b${when} }] }
  - { id: b, end: over }
`;
    expect(explore(scene("")).heat.nodes["a"]).toBe(1);
    expect(explore(scene(", when: { key: n, op: gt, value: 40 }")).heat.nodes["a"]).toBe(51);
  });

  test("[EX4] a story that draws by itself is never complete, and says why", () => {
    const dice = openText(
      "id: d\nstart: a\nvariables: { n: 0 }\nnodes: [{ id: a, do: [{ type: roll, dice: 1d6, into: n }], end: x }]",
    );
    const own: Story = {
      ...dice,
      universe: dice.universe,
      digest: dice.digest,
      open: (options) => dice.open({ ...options, dice: undefined }),
    };
    expect(explore(dice).complete).toBe(true);
    expect(explore(own)).toMatchObject({ complete: false, why: expect.stringContaining("draws by itself") });
  });

  test("[EX4] a step with more outcomes than are gone through leaves it incomplete", () => {
    const dice = "id: d\nstart: a\nvariables: { n: 0 }\nnodes: [{ id: a, do: [{ type: roll, dice: 9d6, into: n }], end: x }]";
    expect(explore(dice)).toMatchObject({ complete: false, why: expect.stringContaining("draws so often") });
  });

  test("[EX5] a limit leaves it incomplete: nothing is claimed of what was not reached", () => {
    const limited = explore(planted, { states: 3 });
    expect(limited).toMatchObject({ complete: false, why: expect.stringContaining("more than 3 different states") });
    expect(limited.neverTaken.dead).toEqual([]);
    expect(limited.neverTaken.notReached.length).toBeGreaterThan(3);
    const claims = ["unreachable_node", "unreachable_ending", "dead_choice", "soft_lock", "loop"];
    expect(limited.findings.filter(({ kind }) => claims.includes(kind))).toEqual([]);
  });

  test.each(["exhaustive", "guided"] as const)(
    "[EX6] %s: whoever does the jobs, in whatever order, the result is the same",
    (policy) => {
      const plan = planOf({ policy, states: 40, plays: 300 });
      const desks = [openDesk(planted), openDesk(planted)];
      const exploring = planExploration(planted, plan);
      let step = exploring.next([]);
      while (step.done !== true) {
        const answers: ExploreAnswer[] = [];
        // Last job first, each desk its own, and all that passes between them as a thread would hand it over.
        for (const [index, job] of [...step.value.jobs.entries()].toReversed()) {
          answers[index] = structuredClone((desks[index % 2] as (typeof desks)[number]).run(structuredClone(job)));
        }
        step = exploring.next(answers);
      }
      expect(JSON.stringify(step.value)).toBe(JSON.stringify(explore(planted, plan)));
    },
  );
});

describe("findings", () => {
  test("[EX13] where plays stop: dead ends, places that ran dry, and errors, each by its own kind", () => {
    expect(placesOf(explored, "dead_end")).toEqual(["wreck"]);
    expect(placesOf(explored, "ran_dry")).toEqual(["hub"]);
    expect(placesOf(explored, "error")).toEqual(["broken"]);
    expect(finding(explored, "dead_end", "wreck").why).toContain("`swim` needs `hp gt 5` and it is 3");
    expect(finding(explored, "ran_dry", "hub").why).toContain("`cave` was taken before");
  });

  test("[EX14] a soft lock is told where a play is first doomed, with the choice that did it", () => {
    expect(placesOf(explored, "soft_lock").toSorted()).toEqual(["hub", "pit"]);
    expect(finding(explored, "soft_lock", "pit").why).toContain("`cave/fall` doomed this play");
    expect(finding(explored, "soft_lock", "hub").why).toContain("`cave/leave` doomed this play");
    expect(finding(explored, "dead_end", "wreck").why).toContain("`cave/dive` doomed this play");
  });

  test("[EX14] a story without any ending is doomed from its start", () => {
    const endless = explore(
      "id: e\nstart: a\nnodes: [{ id: a, choices: [{ id: on, to: b }, { id: stay, to: a }] }, { id: b, choices: [{ id: back, to: a }] }]",
    );
    expect(endless.findings.map(({ kind, where }) => `${kind} ${where}`)).toEqual(["soft_lock a"]);
    expect(endless.findings[0]?.why).toContain("no play from this start can reach an ending");
  });

  test("[EX15] dice are no choice: a ring in which they decide what comes next is a loop", () => {
    const story = `id: r
start: a
variables: { luck: { type: integer, default: 0 } }
nodes:
  - { id: a, do: [{ type: roll, dice: 1d3, into: luck }], choices: [{ id: low, to: b, when: { key: luck, op: lt, value: 3 } }, { id: high, to: c, when: { key: luck, op: eq, value: 3 } }] }
  - { id: b, goto: a }
  - { id: c, goto: a }`;
    const { complete, findings } = explore(story);
    expect(complete).toBe(true);
    expect(findings.map(({ kind, where }) => [kind, where])).toContainEqual(["loop", "a"]);
  });

  test("[EX15] a loop has no way out and no choice; a self-loop is one", () => {
    expect(placesOf(explored, "loop").toSorted()).toEqual(["ring", "stone"]);
    expect(finding(explored, "loop", "ring").why).toContain("`ring` → `back` → `ring`");
    expect(finding(explored, "loop", "stone").why).toContain("`cave/sit` doomed this play");
  });

  test("[EX15] a long ring is told by its first nodes", () => {
    const nodes = Array.from({ length: 9 }, (_, place) => `  - { id: n${place}, goto: n${(place + 1) % 9} }`).join("\n");
    expect(finding(explore(`id: r\nstart: n0\nnodes:\n${nodes}`), "loop", "n0").why).toContain("`n4` → `n5` → …");
  });

  test("[EX16] what no play comes to, with what would lead there", () => {
    expect(placesOf(explored, "unreachable_node")).toEqual(["secret", "island", "beach"]);
    expect(placesOf(explored, "unreachable_ending")).toEqual(["won", "lost"]);
    expect(finding(explored, "unreachable_node", "secret").why).toContain("`hub/secret`");
    expect(finding(explored, "unreachable_node", "island").why).toBe("nothing leads to it");
    expect(finding(explored, "unreachable_node", "beach").why).toContain("only nodes out of reach");
  });

  test("[EX16] what was proven without playing is claimed, however little was explored", () => {
    const limited = explore(planted, {
      states: 3,
      proven: new Map([
        ["beach", "only `island` leads to it"],
        ["island", "nothing leads to it"],
      ]),
    });
    expect(placesOf(limited, "unreachable_node")).toEqual(["island", "beach"]);
    expect(placesOf(limited, "unreachable_ending")).toEqual(["lost"]);
    expect(limited.neverTaken.dead).toEqual(["island/row"]);
  });

  test("[EX17] an asset that is missing is told with the first play that meets it", () => {
    const missing = finding(explored, "missing_asset", "fog");
    expect(missing.why).toBe("`art/fog.png` does not exist; it is met on the way into `picture`");
    expect(missing.witness).toMatchObject({ pov: "bo", choices: ["cave", "paint"] });
    expect(missing.witness?.command).toBe("touchstone playtest run scene.yaml --pov bo --seed 0 --choices cave,paint");
    expect(placesOf(explore(planted), "missing_asset")).toEqual([]);
  });

  test("[EX19] findings come by kind, each place once, with the fewest choices", () => {
    const names = explored.findings.map(({ kind, where }) => `${kind} ${where}`);
    expect(new Set(names).size).toBe(names.length);
    expect(finding(explored, "ran_dry", "hub").witness?.choices).toHaveLength(3);
    expect(finding(explored, "soft_lock", "pit").witness?.choices).toEqual(["cave", "fall"]);
  });

  test("[EX20] every witness plays as it says, dice included", () => {
    const shown = explored.findings.filter(({ witness }) => witness !== null);
    expect(shown.length).toBeGreaterThan(8);
    for (const each of shown) {
      const node = each.kind === "missing_asset" ? "picture" : each.where.split("/")[0];
      const at = each.kind === "needs_input" ? "secret" : (node ?? "");
      expect(playWitness(planted, each, at)).toMatchObject({ node: at });
    }
  });

  test("[EX20] a witness that hangs on dice has a seed that rolls them; without one there is no command", () => {
    const rolled = (dice: string, value: number): string => `
id: dice
start: a
variables: { n: 0 }
nodes:
  - { id: a, do: [{ type: roll, dice: ${dice}, into: n }], choices: [{ id: on, to: b }] }
  - { id: b, choices: [{ id: out, to: c, when: { key: n, op: neq, value: ${value} } }] }
  - { id: c, end: out }
`;
    const six = openText(rolled("1d6", 6));
    const stuck = finding(explore(six), "dead_end", "b");
    expect(playWitness(six, stuck, "b")).toEqual({ node: "b", outcome: "dead_end" });
    const rare = finding(explore(rolled("4d8", 32)), "dead_end", "b");
    expect(rare.witness).toMatchObject({ choices: ["on"], command: null });
  });
});

describe("maps and plays agree", () => {
  test("[EX2] what random plays of random scenes meet is in the map, where it is complete", () => {
    fc.assert(
      fc.property(arbitraryScene(), fc.nat(50), (scene, seed) => {
        const story = openScene(scene);
        const map = explore(story, { states: 800 });
        const { trace, outcome, ending } = playStory(story, requestOf(seed));
        if (!map.complete) return;
        for (const { node, chose } of trace.steps) {
          expect(map.heat.nodes).toHaveProperty([node]);
          if (chose !== null) expect(map.heat.choices).toHaveProperty([`${node}/${chose}`]);
        }
        if (ending !== null) expect(map.coverage.endings.missing).not.toContain(ending);
        if (outcome === "error") expect(placesOf(map, "error").length).toBeGreaterThan(0);
      }),
      { numRuns: 50, seed: 5 },
    );
  });

  function requestOf(seed: number): Parameters<typeof playStory>[1] {
    const none = { suite: null, category: null, workflow: null, worldline: null, variables: {}, promptPacks: [], metadata: {} };
    return { ...none, pov: null, seed, policy: randomPolicy, maxSteps: 60, touchstone: "", storyFile: null };
  }
});

test("[EX2] ten thousand nodes are gone through, and what is planted at their end is found", () => {
  const nodes: object[] = Array.from({ length: 9_998 }, (_, place) => ({
    id: `n${place}`,
    choices: [
      { id: "on", to: `n${place + 1}` },
      { id: "skip", to: `n${Math.min(place + 7, 9_998)}` },
    ],
  }));
  nodes.push({ id: "n9998", choices: [{ id: "stuck", to: "n9998", once: true }] }, { id: "far", end: "far" });
  const scene = { id: "long", start: "n0", nodes };
  const long = explore(openText(JSON.stringify(scene)));
  expect(long.complete).toBe(true);
  expect(placesOf(long, "ran_dry")).toEqual(["n9998"]);
  expect(placesOf(long, "unreachable_node")).toEqual(["far"]);
  expect(finding(long, "ran_dry", "n9998").witness?.choices).toHaveLength(1430);
});
