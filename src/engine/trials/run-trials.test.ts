import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { HELLO, loadIn, manifestIn, optionsIn, portsWith, tracesIn } from "./run.fixture.ts";
import type { RunOptions } from "./run-options.ts";
import { runTrials } from "./run-trials.ts";

const workshop = createWorkshop("run-trials");
afterAll(workshop.remove);

let count = 0;
const newDir = (): string => workshop.at(`run-${(count += 1)}`);

async function run(dir: string, scenario: object, changes: Partial<RunOptions> = {}): Promise<RunReport> {
  return await runTrials({ scenarios: [await loadIn(dir, scenario)], options: optionsIn(dir, changes), ports: portsWith() });
}

/** Says hello in one of two trials, by chance. */
const FLAKY = {
  ...HELLO,
  adapter: "flaky",
  script: [{ text: "hello", sometimes: { chance: 0.5, text: "good night" } }],
};

/** Asks for a tool, and then cannot be reached. */
const BROKEN = {
  ...HELLO,
  tools: [{ name: "look", description: "Looks", parameters: { type: "object" }, mock: "a door" }],
  script: [{ toolCalls: [{ name: "look", arguments: {} }] }, { error: { message: "nobody there" } }],
};

test("each trial has a trace under an id of its own, and the manifest says how it ended", async () => {
  const dir = newDir();
  const { runId, scenarios } = await run(dir, HELLO);
  const traces = tracesIn(dir, runId);
  const results = scenarios[0]?.results ?? [];
  expect(results.map(({ traceId }) => traceId)).toEqual([...traces.keys()]);
  expect([...traces.keys()].every(isRecordId)).toBe(true);
  for (const { traceId, trialIndex, digest } of results)
    expect(traces.get(traceId)).toMatchObject({ header: { traceId, runId, trialIndex }, footer: { digest, outcome: "passed" } });
  expect(manifestIn(dir, runId)).toEqual(Object.fromEntries(results.map(({ traceId }) => [traceId, "passed"])));
});

test("a trial without an answer has its id too, and its trace keeps every turn that there was", async () => {
  const dir = newDir();
  const { runId, scenarios, exitCode } = await run(dir, BROKEN, { trials: 1 });
  const [result] = scenarios[0]?.results ?? [];
  expect(result).toMatchObject({ status: "infra_error", finishReason: "error", turns: 1, score: null });
  expect(result?.error).toContain("nobody there");
  const trace = tracesIn(dir, runId).get(result?.traceId ?? "");
  expect(trace?.footer).toMatchObject({ outcome: "infra_error", finishReason: "error", counts: { turns: 1, toolCalls: 1 } });
  expect(trace?.lines.map(({ line }) => line)).toContain("tool_result");
  expect([scenarios[0]?.verdict, exitCode]).toEqual(["infra", 3]);
});

test("without a store trials have ids all the same, and nothing is written", async () => {
  const dir = newDir();
  const { scenarios, runId } = await run(dir, BROKEN, { recordingMode: "off" });
  expect([runId, ...(scenarios[0]?.results ?? []).map(({ traceId }) => traceId)].every(isRecordId)).toBe(true);
  expect(existsSync(join(dir, ".touchstone"))).toBe(false);
});

/** All that decides of a run's results. */
function told({ scenarios, seed, exitCode }: RunReport): unknown {
  const results = scenarios.map(({ results: own, ...rest }) => ({
    ...rest,
    results: own.map((each) => ({ ...each, traceId: "" })),
  }));
  return { results, seed, exitCode };
}

test("[RN5] a run is the same whatever ran at once", async () => {
  const [dir, other] = [newDir(), newDir()];
  const alone = await run(dir, FLAKY, { trials: 12 });
  const together = await run(other, FLAKY, { trials: 12, parallel: 8 });
  expect(told(together)).toEqual(told(alone));
  const { passed = 0 } = alone.scenarios[0] ?? {};
  expect([passed > 0, passed < 12]).toEqual([true, true]);
  expect(told(await run(newDir(), FLAKY, { trials: 12, seed: 2 }))).not.toEqual(told(alone));
});

test("[RN6] trials end once the verdict cannot change, at the same trial whatever ran at once", async () => {
  const never = { ...HELLO, assertions: [{ type: "output_contains", value: "farewell" }], gate: { minRate: 0.8 } };
  const alone = await run(newDir(), never, { trials: 10, earlyStop: true });
  expect(alone.scenarios[0]).toMatchObject({ verdict: "fail", trials: 3, requested: 10 });
  expect(alone.scenarios[0]?.stoppedEarly).toContain("out of reach");
  const together = await run(newDir(), never, { trials: 10, earlyStop: true, parallel: 4 });
  expect(together.scenarios[0]).toMatchObject({ verdict: "fail", trials: 3 });
  expect((await run(newDir(), never, { trials: 10 })).scenarios[0]).toMatchObject({ verdict: "fail", trials: 10 });
});

test("a threshold of the run's takes the place of the scenario's", async () => {
  const half = {
    ...HELLO,
    assertions: [
      { type: "output_contains", value: "hello" },
      { type: "output_contains", value: "farewell" },
    ],
  };
  const dir = newDir();
  const strict = await run(dir, half, { trials: 1 });
  const mild = await run(dir, half, { trials: 1, threshold: 0.5 });
  expect([strict.scenarios[0]?.verdict, mild.scenarios[0]?.verdict]).toEqual(["fail", "pass"]);
  const hashes = [strict, mild].map(({ runId }) => [...tracesIn(dir, runId).values()][0]?.header.hashes);
  expect(hashes[0]?.execution).toBe(hashes[1]?.execution);
  expect(hashes[0]?.evaluation).not.toBe(hashes[1]?.evaluation);
});

test("the time of a trial is limited, by the trial's own clock", async () => {
  const { scenarios } = await run(newDir(), HELLO, { trials: 1, timeoutMs: 15 });
  expect(scenarios[0]?.results[0]).toMatchObject({ status: "failed", finishReason: "timeout", costUsd: null });
});

test("the seed is drawn where none is given, and told", async () => {
  const dir = newDir();
  const ports = portsWith({ drawSeed: () => 77 });
  const options = optionsIn(dir, { seed: null, trials: 1 });
  expect(await runTrials({ scenarios: [await loadIn(dir, HELLO)], options, ports })).toMatchObject({ seed: 77 });
});

test("votes of judges are recorded with what they cost", async () => {
  const dir = newDir();
  const judge = {
    type: "judge",
    criteria: [{ name: "tone", description: "It is kind" }],
    k: 3,
    judgeAdapter: "scripted",
    script: [{ text: '{"tone": {"reasoning": "kind", "score": 1}}', repeat: true }],
  };
  const { runId, scenarios } = await run(dir, { ...HELLO, assertions: [judge] }, { trials: 1 });
  const trace = [...tracesIn(dir, runId).values()][0];
  const votes = trace?.lines.filter(({ line }) => line === "judge_vote") ?? [];
  expect(votes.map((line) => line.line === "judge_vote" && line.vote)).toEqual([0, 1, 2]);
  expect(trace?.footer.counts.votes).toBe(3);
  expect(scenarios[0]?.results[0]).toMatchObject({ judgeCostUsd: null });
});

test("two runs at once in one folder do not disturb each other", async () => {
  const dir = newDir();
  const [one, other] = await Promise.all([run(dir, HELLO), run(dir, HELLO)]);
  const listed = JSON.parse(readFileSync(join(dir, ".touchstone", "trials", "manifest.json"), "utf8")) as {
    runs: Record<string, { recorded: boolean; traces: unknown[] }>;
  };
  for (const { runId } of [one, other]) {
    expect(tracesIn(dir, runId).size).toBe(3);
    expect(listed.runs[runId]).toMatchObject({ recorded: true, traces: { length: 3 } });
  }
});
