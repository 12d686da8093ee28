import { describe, expect, test } from "vitest";
import { explore, openText, placesOf } from "../../../../tests/support/explored.ts";
import { PLANTED } from "../../../../tests/support/planted.ts";
import { openDesk } from "./desk.ts";
import { guideWalks } from "./guide.ts";
import type { Guided } from "./guided.ts";
import { variableItems } from "./novelty.ts";
import { runExploring } from "./run-exploring.ts";

const planted = openText(PLANTED);
const limits = { plays: 400, calmPlays: 400, steps: 1000 };

function guide(text: string, given: Partial<typeof limits> = {}): Guided {
  const start = { pov: null, worldline: null, variables: {}, seed: 0 };
  return runExploring(guideWalks(start, { conditions: [], assets: [] }, { ...limits, ...given }), openDesk(openText(text)));
}

/** A lock of `digits` dials: every wrong choice goes back to the start, so chance alone opens it once in 4^digits plays. */
function lock(digits: number): string {
  const nodes = Array.from({ length: digits }, (_, place) => {
    const wrong = [0, 1, 2].map((dial) => `{ id: w${dial}, to: shut }`).join(", ");
    return `  - { id: d${place}, choices: [${wrong}, { id: right, to: d${place + 1} }] }`;
  });
  return `id: lock\nstart: d0\nnodes:\n${nodes.join("\n")}\n  - { id: d${digits}, end: open }\n  - { id: shut, end: shut }\n`;
}

describe("guided plays", () => {
  test("[EX7] plays go on from where something was new, so a lock that chance opens once in 10^7 plays is opened in 600", () => {
    const opened = guide(lock(12), { plays: 600 });
    expect(opened.tally.endings).toEqual(new Set(["shut", "open"]));
    expect(opened.firsts.get("ending open")?.trail.length).toBe(12);
  });

  test("[EX8] choices that were taken least come first: four doors are all opened by four plays", () => {
    const doors = [0, 1, 2, 3].map((door) => `{ id: c${door}, to: over }`).join(", ");
    const text = `id: doors\nstart: a\nnodes:\n  - { id: a, choices: [${doors}] }\n  - { id: over, end: over }\n`;
    const counts = [...guide(text, { plays: 400 }).tally.choices.values()];
    expect(counts).toHaveLength(4);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThan(40);
  });

  test("[EX9] values count roughly: numbers by their power of two, lists by their length, texts by their beginning", () => {
    const items = (value: number | string | boolean | null | readonly string[]): string =>
      variableItems("n", { v: value }).join();
    expect(items(5)).toBe(items(6));
    expect(items(5)).not.toBe(items(9));
    expect(items(5)).not.toBe(items(-5));
    expect(items(["a"])).toBe(items(["b"]));
    expect(items(`${"x".repeat(50)}1`)).toBe(items(`${"x".repeat(50)}2`));
    expect(items("a")).not.toBe(items("b"));
    expect(items(true)).not.toBe(items(null));
  });

  test("[EX10] they stop when nothing new was met for long, or when all plays were made", () => {
    const text = "id: one\nstart: a\nnodes: [{ id: a, choices: [{ id: on, to: b }] }, { id: b, end: x }]";
    expect(guide(text, { calmPlays: 50, plays: 4000 }).plays).toBeLessThan(50 + 33);
    expect(guide(text, { calmPlays: 5000, plays: 70 }).plays).toBe(70);
  });

  test("[EX10] a walk that meets nothing new for long is cut, and a walk stops at its most steps", () => {
    const text = "id: hub\nstart: a\nnodes: [{ id: a, choices: [{ id: b, to: a }, { id: c, to: a }] }]";
    expect([...guide(text, { plays: 3 }).stops.values()][0]).toMatchObject({ how: "cut", node: "a" });
    expect(guide(text, { plays: 3, steps: 10 }).steps).toBe(30);
  });

  test("[EX11] where the story draws, plays from the start have seeds of their own", () => {
    const text = `
id: dice
start: a
variables: { n: 0 }
nodes:
  - { id: a, do: [{ type: roll, dice: 1d20, into: n }], choices: [{ id: hit, to: b, when: { key: n, op: eq, value: 20 } }, { id: miss, to: c }] }
  - { id: b, end: hit }
  - { id: c, end: miss }
`;
    const rolled = guide(text);
    expect(rolled.tally.endings).toEqual(new Set(["miss", "hit"]));
    expect(rolled.firsts.get("ending hit")?.trail.start.seed).toBeGreaterThan(0);
  });
});

describe("a guided exploration", () => {
  /** Of what is too large for a map of all: with so few states, this is. */
  const large = explore(planted, { policy: "guided", states: 12, plays: 1200 });

  test("[EX12] a story that is small enough is proven: it claims what an exhaustive exploration claims", () => {
    const [guided, whole] = [explore(planted, { policy: "guided" }), explore(planted)];
    expect(guided.complete).toBe(true);
    expect(guided.plays).toBeGreaterThan(100);
    expect(guided).toMatchObject({ findings: whole.findings, neverTaken: whole.neverTaken, coverage: whole.coverage });
  });

  test("[EX18] in a story too large for that it finds the same places where plays are stuck, and proves them", () => {
    const guided = large;
    expect(guided.complete).toBe(false);
    expect(placesOf(guided, "dead_end")).toEqual(["wreck"]);
    expect(placesOf(guided, "ran_dry")).toEqual(["hub"]);
    expect(placesOf(guided, "error")).toEqual(["broken"]);
    expect(placesOf(guided, "loop").toSorted()).toEqual(["ring", "stone"]);
    expect(placesOf(guided, "soft_lock").toSorted()).toEqual(["hub", "pit"]);
    for (const each of guided.findings) if (each.kind !== "needs_input") expect(each.why).toMatch(/`cave\/\w+` doomed this play/);
  });

  test("[EX18] what is not proven is not claimed: what no play reached may still be reached", () => {
    const guided = large;
    expect(placesOf(guided, "unreachable_node")).toEqual([]);
    expect(placesOf(guided, "dead_choice")).toEqual([]);
    expect(guided.neverTaken).toMatchObject({ dead: [], ranDry: ["hub/never"], notReached: ["wreck/swim", "island/row"] });
  });

  test("[EX18] a play that goes round where an ending can still be reached is no soft lock", () => {
    const away = Array.from(
      { length: 30 },
      (_, place) =>
        `  - { id: w${place}, choices: [{ id: on, to: w${(place + 1) % 30} }, { id: out, to: end, when: { key: n, op: gte, value: 4000 } }] }`,
    );
    const text = `
id: far
start: a
variables: { n: 0 }
nodes:
  - { id: a, choices: [{ id: more, to: a, do: [{ type: increment, key: n }] }, { id: go, to: w0 }] }
${away.join("\n")}
  - { id: end, end: over }
`;
    const guided = explore(text, { policy: "guided", states: 50, plays: 40 });
    expect(guided.findings.filter(({ kind, where }) => kind === "soft_lock" && where === "a")).toEqual([]);
  });

  test("[EX17] a missing asset is met by plays too", () => {
    const guided = explore(planted, { policy: "guided", states: 2, plays: 600, missingAssets: new Map([["fog", "gone"]]) });
    expect(guided.findings.find(({ kind }) => kind === "missing_asset")).toMatchObject({
      where: "fog",
      why: "gone; it is met on the way into `picture`",
      witness: { pov: "bo", choices: ["cave", "paint"] },
    });
  });
});
