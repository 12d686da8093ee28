import { expect, test } from "vitest";
import { digestOf } from "../../canonical/digest.ts";
import { randomPolicy } from "../policies/random-policy.ts";
import { HARBOR, requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import { seedView } from "./seed-view.ts";

const request = requestOf({
  policy: randomPolicy,
  seed: 3,
  workflow: "ci-goldens",
  worldline: "storm",
  promptPacks: ["sea-words"],
  metadata: { tags: ["branching"] },
  variables: { hp: 12 },
});
const { trace } = playStory(storyOf(HARBOR), request);
const view = seedView(trace);

test("[PR19] pov, worldline, workflow and metadata stand in meta, config and provenance, as the seed says", () => {
  const shared = {
    seed: 3,
    pov: "mira",
    worldline: "storm",
    workflow: "ci-goldens",
    prompt_packs: ["sea-words"],
    metadata: { tags: ["branching"] },
  };
  expect(view.meta).toMatchObject({ ...shared, scene_id: "harbor", steps_recorded: trace.steps.length - 1, aborted: false });
  expect(view.config).toMatchObject({ ...shared, variables: { hp: 12 } });
  expect(view.provenance).toMatchObject({ ...shared, digest: trace.footer.digest, asset_manifest: trace.footer.assets });
  expect([view.initial.worldline, view.final.worldline]).toEqual(["storm", "storm"]);
  expect([view.assets, view.digest]).toEqual([trace.footer.assets, trace.footer.digest]);
});

test("[PR19] a step leads from node to node, with what holds when the one is left and what the other shows", () => {
  expect(view.steps.map(({ index }) => index)).toEqual(view.steps.map((_, index) => index));
  for (const [index, step] of view.steps.entries()) {
    const [from, to] = [trace.steps[index], trace.steps[index + 1]];
    expect([step.from_node, step.to_node, step.choice_target]).toEqual([from?.node, to?.node, to?.node]);
    expect([step.choice_id, step.available_choices, step.lines]).toEqual([from?.chose, to?.offered, to?.lines]);
    expect([step.variables_digest, step.history_length]).toEqual([digestOf(step.variables), index + 2]);
    expect(step.finished).toBe(index === view.steps.length - 1);
    expect(step.pov).toBe("mira");
  }
  expect(view.steps.find(({ choice_id }) => choice_id === "sneak")?.choice_text ?? "Slip aboard").toBe("Slip aboard");
});

test("[PR19] variables, draws and places add up from the start to the end", () => {
  expect(view.initial).toMatchObject({
    node: "quay",
    finished: false,
    variables: { hp: 12, trust: 2 },
    history: [{ node: "quay", choice: null }],
  });
  expect(view.initial.rng).toEqual({ seed: 3, uses: { policy: 0, story: 0, battle: 0, loot: 0 } });
  expect(view.final.variables).toEqual(trace.footer.variables);
  const uses = Object.values(view.final.rng.uses).reduce((sum, count) => sum + count, 0);
  expect(uses).toBe(trace.footer.counts.draws);
  expect(view.final.history).toHaveLength(trace.steps.length);
  expect(view.final).toMatchObject({
    node: trace.steps.at(-1)?.node,
    outcome: "ended",
    ending: trace.footer.ending,
    why: null,
    finished: true,
  });
  expect(view.steps.at(-1)?.rng_after).toEqual(view.final.rng);
});

test("[PR19] nothing of where and by what it was played is in the view", () => {
  const elsewhere = playStory(storyOf(HARBOR), { ...request, touchstone: "9.9.9", storyFile: null, maxSteps: 77 });
  expect(seedView(elsewhere.trace)).toEqual(view);
});

test("[PR19] a play of one node has no step, and its start is its end", () => {
  const one = seedView(playStory(storyOf(`{ id: one, start: a, nodes: [{ id: a, end: out }] }`), requestOf()).trace);
  expect([one.steps, one.initial.finished, one.final.node, one.final.pov]).toEqual([[], true, "a", null]);
});
