import { expect, test } from "vitest";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { randomPolicy } from "../policies/random-policy.ts";
import { writePlaytestTrace } from "../record/write-playtest-trace.ts";
import { HARBOR, requestOf, storyOf } from "../run/play.fixture.ts";
import { playStory } from "../run/play-story.ts";
import type { HookCall, PlaytestHooks } from "./hook-call.ts";
import { hookLines } from "./hook-lines.ts";

const harbor = storyOf(HARBOR);
const request = requestOf({ policy: randomPolicy, seed: 3, worldline: "storm", metadata: { tags: ["a"] }, workflow: "ci" });
const plain = playStory(harbor, request);

function callsOf(): HookCall[] {
  const calls: HookCall[] = [];
  playStory(harbor, { ...request, hooks: hookLines((line) => calls.push(JSON.parse(line) as HookCall)) });
  return calls;
}

test("[PR15] hooks are called in order, each with a later logical time", () => {
  const calls = callsOf();
  expect(calls.map(({ timestamp }) => timestamp)).toEqual(calls.map((_, place) => place));
  const { steps } = plain.trace;
  const expected = steps.flatMap((step, i) => {
    const isLast = i === steps.length - 1;
    return ["on_scene_enter", ...(step.offered.length > 0 ? ["on_choice_render"] : []), ...(isLast ? [] : ["on_playtest_step"])];
  });
  expect(calls.map(({ hook }) => hook)).toEqual(["on_playtest_start", ...expected, "on_playtest_finished"]);
});

test("[PR15] each call carries worldline, metadata and the assets met so far", () => {
  const calls = callsOf();
  for (const call of calls) {
    expect(call).toMatchObject({ scene_id: "harbor", pov: "mira", worldline: "storm", metadata: { tags: ["a"] } });
  }
  expect(calls[0]?.assets).toEqual({});
  expect(calls[1]?.assets).toEqual({ backgrounds: ["bg-quay"], music: ["theme-sea"] });
  expect(calls.at(-1)).toMatchObject({
    assets: plain.assets,
    digest: plain.digest,
    steps: plain.counts.steps,
    aborted: false,
    outcome: "ended",
  });
});

test("[PR15] calls say what happened: the start values, the choices shown, the choice taken", () => {
  const calls = callsOf();
  const { steps, header } = plain.trace;
  expect(calls[0]).toMatchObject({ seed: 3, workflow: "ci", variables: header.initial.variables });
  const rendered = calls.find(({ hook }) => hook === "on_choice_render");
  expect(rendered).toMatchObject({ step_index: 0, node: "quay", choices: steps[0]?.offered });
  const stepped = calls.filter((call) => call.hook === "on_playtest_step");
  expect(stepped.map(({ from_node, to_node, choice_id }) => [from_node, to_node, choice_id])).toEqual(
    steps.slice(0, -1).map(({ node, chose }, i) => [node, steps[i + 1]?.node, chose]),
  );
  expect(stepped.map(({ finished }) => finished)).toEqual(stepped.map((_, i) => i === stepped.length - 1));
});

test("[PR22] choices that are shown carry their own metadata, a worldline's over the scene's; the trace does not", () => {
  const fork = storyOf(`
id: fork
start: a
nodes:
  - { id: a, choices: [{ id: go, to: b, metadata: { mood: bold } }, { id: stay, to: b }] }
  - { id: b, end: over }
worldlines: { grim: { patches: { a: { choices: [{ id: go, metadata: { mood: grim, tags: [1] } }] } } } }
`);
  const shownIn = (worldline: string | null): unknown[] => {
    const shown: unknown[] = [];
    const hooks: PlaytestHooks = { on_choice_render: ({ choices }) => shown.push(...choices.map(({ metadata }) => metadata)) };
    const { trace } = playStory(fork, { ...request, pov: null, metadata: {}, worldline, hooks });
    expect(writePlaytestTrace(trace)).not.toContain("mood");
    return shown;
  };
  expect([shownIn(null), shownIn("grim")]).toEqual([
    [{ mood: "bold" }, {}],
    [{ mood: "grim", tags: [1] }, {}],
  ]);
});

test("[PR15] two listeners of different hooks agree on the time", () => {
  const times: number[] = [];
  playStory(harbor, { ...request, hooks: { on_playtest_finished: ({ timestamp }) => times.push(timestamp) } });
  expect(times).toEqual([callsOf().length - 1]);
});

test("[PR16] a hook that tries to change what it is given fails, and the play is what it was", () => {
  const metadata = { tags: ["a"] };
  const spoil = (call: HookCall): void => {
    metadata.tags.push("later");
    const mutable = call as unknown as {
      metadata: { tags: string[] };
      lines?: { text: string }[];
      variables?: Record<string, unknown>;
    };
    expect(() => mutable.metadata.tags.push("b")).toThrow(TypeError);
    expect(() => Object.assign(mutable, { timestamp: 99 })).toThrow(TypeError);
    for (const line of mutable.lines ?? []) expect(() => Object.assign(line, { text: "x" })).toThrow(TypeError);
    if (mutable.variables !== undefined) expect(() => Object.assign(mutable.variables ?? {}, { hp: 0 })).toThrow(TypeError);
  };
  const hooks: PlaytestHooks = {
    on_playtest_start: spoil,
    on_scene_enter: spoil,
    on_playtest_step: spoil,
    on_playtest_finished: spoil,
  };
  const { trace, hookFailures } = playStory(harbor, { ...request, metadata, hooks });
  expect(hookFailures).toEqual([]);
  expect(writePlaytestTrace(trace)).toBe(writePlaytestTrace(plain.trace));
});

test("[PR17] a hook that throws, or answers later, is reported with its call, and changes nothing", async () => {
  const hooks: PlaytestHooks = {
    on_playtest_start() {
      throw new RangeError("no disk");
    },
    on_scene_enter: async () => await Promise.reject(new Error("later")),
    on_playtest_finished() {
      throw "words";
    },
  };
  const { digest, hookFailures, trace } = playStory(harbor, { ...request, hooks });
  await Promise.resolve();
  expect(digest).toBe(plain.digest);
  expect(hookFailures[0]).toEqual({ hook: "on_playtest_start", timestamp: 0, message: "RangeError: no disk" });
  expect(hookFailures.filter(({ hook }) => hook === "on_scene_enter")).toHaveLength(trace.steps.length);
  expect(hookFailures[1]?.message).toContain("promise");
  expect(hookFailures.at(-1)).toMatchObject({ hook: "on_playtest_finished", message: "the hook threw what is no error" });
});

test("[PR18] calls are written as one canonical line each, the same every time", () => {
  const write = (): string[] => {
    const lines: string[] = [];
    playStory(harbor, { ...request, hooks: hookLines((line) => lines.push(line)) });
    return lines;
  };
  const lines = write();
  for (const line of lines) expect(`${canonicalJson(JSON.parse(line))}\n`).toBe(line);
  expect(write()).toEqual(lines);
});
