import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { createIds } from "../../core/canonical/ids.ts";
import type { ModelFunction } from "../../core/trials/conversation/model-function.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { resumeTrials } from "./resume-trials.ts";
import type { RunPorts } from "./run-options.ts";
import { HELLO, loadIn, manifestIn, optionsIn, portsWith, tracesIn } from "./run.fixture.ts";
import { runTrials } from "./run-trials.ts";

const workshop = createWorkshop("resume-trials");
afterAll(workshop.remove);

/** A folder with one scenario in it. */
function makeDir(name: string, scenario: object): string {
  const dir = workshop.at(name);
  mkdirSync(dir);
  writeFileSync(join(dir, "hello.scenario.json"), JSON.stringify(scenario));
  return dir;
}

const AS_IT_WAS = { parallel: null, maxCostUsd: null, timeoutMs: null, allowInfra: false };

const FLAKY = { ...HELLO, adapter: "flaky", script: [{ text: "hello", sometimes: { chance: 0.5, text: "good night" } }] };

/** Runs six trials, and interrupts when the one of a number is asked. */
async function runUntil(dir: string, trialIndex: number): Promise<RunReport> {
  const stop = new AbortController();
  const ports = portsWith({ signal: stop.signal });
  const openProvider: RunPorts["openProvider"] = (options, role) => {
    const provider = ports.openProvider(options, role);
    return {
      complete: async (request, call) => {
        if (call.trialIndex === trialIndex) stop.abort();
        return await provider.complete(request, call);
      },
    };
  };
  const scenarios = [await loadIn(dir, FLAKY)];
  return await runTrials({ scenarios, options: optionsIn(dir, { trials: 6 }), ports: { ...ports, openProvider } });
}

test("an interrupted run keeps what is done, says 130, and goes on to what it would have been", async () => {
  const dir = makeDir("interrupted", FLAKY);
  const cut = await runUntil(dir, 2);
  const done = cut.scenarios[0]?.results ?? [];
  expect(cut).toMatchObject({ exitCode: 130, scenarios: [{ verdict: "infra", requested: 6 }] });
  expect(done).toHaveLength(2);
  expect(Object.keys(manifestIn(dir, cut.runId))).toEqual([...tracesIn(dir, cut.runId).keys()]);
  const whole = await resumeTrials({ ...AS_IT_WAS, dir, runId: cut.runId, which: "missing" }, portsWith());
  const other = makeDir("never-interrupted", FLAKY);
  const straight = await runTrials({
    scenarios: [await loadIn(other, FLAKY)],
    options: optionsIn(other, { trials: 6 }),
    ports: portsWith(),
  });
  const told = ({ scenarios }: RunReport) =>
    scenarios[0]?.results.map(({ trialIndex, status, digest }) => ({ trialIndex, status, digest }));
  expect(told(whole)).toEqual(told(straight));
  expect(whole.runId).toBe(cut.runId);
  expect(whole.scenarios[0]?.results.slice(0, done.length)).toEqual(done);
});

test("a trial that was cut off is run again under a new id", async () => {
  const dir = makeDir("cut", HELLO);
  const stop = new AbortController();
  const hang: ModelFunction = async (_request, { trialIndex }) => {
    if (trialIndex === 1) setTimeout(() => stop.abort(), 5);
    return trialIndex === 1 ? await new Promise(() => undefined) : "hello";
  };
  const cut = await runTrials({
    scenarios: [await loadIn(dir, HELLO)],
    options: optionsIn(dir),
    ports: portsWith({ signal: stop.signal }, hang),
  });
  expect(cut.scenarios[0]?.results).toHaveLength(1);
  expect(Object.values(manifestIn(dir, cut.runId))).toEqual(["passed", "interrupted"]);
  const whole = await resumeTrials({ ...AS_IT_WAS, dir, runId: cut.runId, which: "missing" }, portsWith());
  expect(whole.scenarios[0]).toMatchObject({ verdict: "pass", trials: 3 });
  expect(tracesIn(dir, cut.runId).size).toBe(4);
});

test("errors alone are tried again; their old traces stay, and the new ones count", async () => {
  const dir = makeDir("errors", HELLO);
  const options = optionsIn(dir);
  let isUp = false;
  const asked: number[] = [];
  const ports = portsWith({}, (_request, { trialIndex }) => {
    asked.push(trialIndex);
    if (trialIndex > 0 && !isUp) throw new Error("down");
    return "hello";
  });
  const first = await runTrials({ scenarios: [await loadIn(dir, HELLO)], options, ports });
  expect(first).toMatchObject({ exitCode: 3, scenarios: [{ infra: 2, passed: 1 }] });
  const before = [...tracesIn(dir, first.runId).keys()];
  isUp = true;
  asked.length = 0;
  const again = await resumeTrials({ ...AS_IT_WAS, dir, runId: first.runId, which: "errors" }, ports);
  expect(asked).toEqual([1, 2]);
  expect(again).toMatchObject({ exitCode: 0, scenarios: [{ infra: 0, passed: 3, trials: 3 }] });
  expect([...tracesIn(dir, first.runId).keys()]).toEqual(expect.arrayContaining(before));
  expect(tracesIn(dir, first.runId).size).toBe(5);
});

test("[RN4] a trial that is run again is the newest one, though the clock was set back", async () => {
  const dir = makeDir("clock-set-back", HELLO);
  const scenarios = [await loadIn(dir, HELLO)];
  const down = portsWith({}, () => {
    throw new Error("down");
  });
  const { runId } = await runTrials({ scenarios, options: optionsIn(dir, { trials: 1 }), ports: down });
  const yesterday = createIds({ nowMs: () => Date.now() - 86_400_000, randomUint32: () => 7 });
  const resuming = { ...AS_IT_WAS, dir, runId, which: "errors" } as const;
  await resumeTrials(resuming, portsWith({ newId: yesterday }));
  const again = await resumeTrials(resuming, portsWith());
  expect(again).toMatchObject({ exitCode: 0, scenarios: [{ passed: 1, infra: 0 }] });
  expect(tracesIn(dir, runId).size).toBe(2);
});

test("a run does not go on with another scenario than it began with", async () => {
  const dir = makeDir("changed", FLAKY);
  const { runId } = await runUntil(dir, 1);
  writeFileSync(join(dir, "hello.scenario.json"), JSON.stringify({ ...FLAKY, prompt: "Say good day" }));
  const resuming = { ...AS_IT_WAS, dir, runId, which: "missing" } as const;
  await expect(resumeTrials(resuming, portsWith())).rejects.toMatchObject({ code: "STATE_CONFLICT" });
});

test("a trace that is not what was written is named, and nothing is run over it", async () => {
  const dir = makeDir("damaged", FLAKY);
  const { runId, scenarios } = await runUntil(dir, 1);
  const file = join(dir, ".touchstone", "trials", runId, `${scenarios[0]?.results[0]?.traceId}.trace.jsonl`);
  writeFileSync(file, readFileSync(file, "utf8").replace('"turn":1', '"turn":7'));
  const resuming = { ...AS_IT_WAS, dir, runId, which: "missing" } as const;
  await expect(resumeTrials(resuming, portsWith())).rejects.toMatchObject({ code: "TRACE_DAMAGED" });
  expect(readFileSync(file, "utf8")).toContain('"turn":7');
});

test("what was cut off and is not run again is no pass", async () => {
  const dir = makeDir("cut-and-retried", FLAKY);
  const cut = await runUntil(dir, 2);
  writeFileSync(join(dir, ".touchstone", "trials", cut.runId, "report.json"), "damaged");
  const again = await resumeTrials({ ...AS_IT_WAS, dir, runId: cut.runId, which: "errors" }, portsWith());
  expect(again).toMatchObject({ exitCode: 3, scenarios: [{ verdict: "infra", trials: 2, requested: 6 }] });
  expect(again.scenarios[0]?.why).toContain("4 of 6 trials did not run");
});

test("a run goes on to the trials that it began with, and under another time for each", async () => {
  const dir = makeDir("grown", HELLO);
  const scenarios = [await loadIn(dir, HELLO)];
  const options = optionsIn(dir, { threshold: 0.9, timeoutMs: 5000 });
  const { runId } = await runTrials({ scenarios, options, ports: portsWith() });
  writeFileSync(join(dir, "hello.scenario.json"), JSON.stringify({ ...HELLO, trials: 9 }));
  const resuming = { ...AS_IT_WAS, dir, runId, timeoutMs: 9000, which: "missing" } as const;
  expect((await resumeTrials(resuming, portsWith())).scenarios[0]).toMatchObject({ verdict: "pass", requested: 3 });
});

test("what a run has cost before counts when it goes on, also of the trials that are run again", async () => {
  const priced = {
    ...HELLO,
    script: [{ ...HELLO.script[0], toolCalls: [{ name: "look" }] }, { error: { message: "nobody there" } }],
    tools: [{ name: "look", description: "Looks", mock: "a door" }],
  };
  const dir = makeDir("charged", priced);
  const prices = "{ trials: { prices: { small-1: { input: 5000, output: 10000 } } } }";
  writeFileSync(join(dir, "touchstone.yaml"), `id: game\npolicies: ${prices}\n`);
  const scenarios = [await loadIn(dir, priced)];
  const { runId } = await runTrials({ scenarios, options: optionsIn(dir), ports: portsWith() });
  const resuming = { ...AS_IT_WAS, dir, runId, which: "errors" } as const;
  const spent = await resumeTrials({ ...resuming, maxCostUsd: 0.3 }, portsWith());
  const traces = tracesIn(dir, runId).size;
  // What was not run again stands as it was.
  expect(spent.scenarios[0]).toMatchObject({ verdict: "infra", trials: 3, infra: 3 });
  await resumeTrials({ ...resuming, maxCostUsd: 0.35 }, portsWith());
  expect([traces, tracesIn(dir, runId).size]).toEqual([3, 4]);
});
