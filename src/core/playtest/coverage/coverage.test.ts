import { describe, expect, test } from "vitest";
import { explore, openText } from "../../../../tests/support/explored.ts";
import { PLANTED } from "../../../../tests/support/planted.ts";
import type { Story } from "../story/story.ts";
import { measureCoverage } from "./coverage.ts";
import { beginTally } from "./tally.ts";

const planted = openText(PLANTED);
const explored = explore(planted);

/** The same story, whose universe says something else. */
function withUniverse(story: Story, given: Partial<Story["universe"]>): Story {
  const { inputs: _, ...universe } = story.universe;
  return { ...story, digest: story.digest, universe: { ...universe, ...given } };
}

describe("coverage", () => {
  test("[CV1] nodes, choices and endings count when they are met", () => {
    const { nodes, choices, endings } = explored.coverage;
    expect(nodes).toEqual({ covered: 12, total: 15, missing: ["secret", "island", "beach"] });
    expect(choices.missing).toEqual(["hub/secret", "hub/wishes", "hub/never", "wreck/swim", "island/row"]);
    expect(endings).toEqual({ covered: 2, total: 4, missing: ["won", "lost"] });
  });

  test("[CV2] conditions count both ways, each that was looked at for what it came to", () => {
    expect(explored.coverage.conditions?.missing).toEqual([
      "hub/secret/when true",
      "hub/wishes/all.0 true",
      "hub/wishes/all.1 true",
      "hub/wishes/all.1 false",
      "hub/never/all.1 true",
      "wreck/swim/when true",
    ]);
  });

  test("[CV3] conditions that cannot be told apart are unmeasured", () => {
    expect(measureCoverage({ ...planted.universe, conditions: null }, beginTally()).conditions).toBeNull();
  });

  test("[CV4] what is missing comes in the story's order, and heat leaves out what was never met", () => {
    expect(measureCoverage(planted.universe, beginTally()).nodes.missing).toEqual(planted.universe.nodes.map(({ id }) => id));
    expect(explored.heat.nodes).not.toHaveProperty("island");
    expect(explored.heat.choices).toMatchObject({ "cave/fall": expect.any(Number), "hub/talk": expect.any(Number) });
  });
});

describe("choices that nobody took", () => {
  const whyOf = (where: string): string | undefined => explored.findings.find((each) => each.where === where)?.why;

  test("[CV5] a choice gated on what nothing sets opens with start values, several where it needs several", () => {
    expect(explored.neverTaken.needsInput).toEqual(["hub/secret", "hub/wishes"]);
    const opened = explored.findings.find(({ kind, where }) => kind === "needs_input" && where === "hub/wishes");
    expect(opened?.why).toContain('`gift = true` and `wish = "home"`');
    expect(opened?.witness?.command).toBe(
      "touchstone playtest run scene.yaml --seed 0 --var gift=true --var wish=home --choices wishes",
    );
  });

  test.each([
    ["{ key: n, op: gt, value: 7 }", 8],
    ["{ key: n, op: lt, value: -7 }", -8],
    ["{ key: n, op: in, value: [4, 5] }", 4],
    ["{ key: n, op: neq, value: 0 }", 1],
    ["{ not: { key: n, op: exists } }", null],
    ["{ not: { key: n, op: lte, value: 3 } }", 4],
  ])("[CV5] a start value is found for %s", (when, value) => {
    const text = `id: i\nstart: a\nvariables: { n: 0 }\nnodes: [{ id: a, choices: [{ id: in, to: b, when: ${when} }, { id: out, to: b }] }, { id: b, end: x }]`;
    expect(explore(text).findings).toMatchObject([{ kind: "needs_input", witness: { variables: { n: value } } }]);
  });

  test("[CV5] a start value that the variable cannot hold opens nothing", () => {
    const text = `id: i\nstart: a\nvariables: { n: { type: integer, default: 0, max: 5 } }\nnodes: [{ id: a, choices: [{ id: in, to: b, when: { key: n, op: gt, value: 7 } }, { id: out, to: b }] }, { id: b, end: x }]`;
    expect(explore(text).neverTaken).toMatchObject({ needsInput: [], dead: ["a/in"] });
  });

  test("[CV6] a story that does not say what sets its variables is believed where everything was gone through", () => {
    const silent = withUniverse(planted, {});
    expect(explore(silent).neverTaken.needsInput).toEqual(["hub/secret", "hub/wishes"]);
    expect(explore(silent, { policy: "guided", states: 12 }).neverTaken.needsInput).toEqual([]);
    expect(explore(planted, { policy: "guided", states: 12 }).neverTaken.needsInput).toEqual(["hub/secret", "hub/wishes"]);
  });

  test("[CV7] a dead choice is a finding where its node is entered, with every reason it was refused for", () => {
    expect(explored.neverTaken.dead).toEqual(["hub/never", "wreck/swim", "island/row"]);
    expect(whyOf("hub/never")).toContain("it needs `lamp eq true`, and `lamp` was false; or it needs `lamp eq false`");
    expect(explored.findings.some(({ where }) => where === "island/row")).toBe(false);
  });

  test("[CV8] [CV9] without proof a choice ran dry with its node, or was not reached", () => {
    const guided = explore(planted, { policy: "guided", states: 12, plays: 1200 });
    expect(guided.neverTaken.ranDry).toEqual(["hub/never"]);
    expect(guided.neverTaken.notReached).toEqual(["wreck/swim", "island/row"]);
  });
});
