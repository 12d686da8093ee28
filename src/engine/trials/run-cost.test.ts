import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { HELLO, loadIn, optionsIn, portsWith } from "./run.fixture.ts";
import type { RunOptions } from "./run-options.ts";
import { runTrials } from "./run-trials.ts";

const workshop = createWorkshop("run-cost");
afterAll(workshop.remove);

/** A trial of it costs 0.10 USD. */
const PRICES = { "small-1": { input: 5_000, output: 10_000 } };

async function run(scenario: object, changes: Partial<RunOptions>, prices: object = PRICES): Promise<RunReport> {
  const dir = workshop.at(`cost-${(count += 1)}`);
  const loaded = await loadIn(dir, scenario);
  const priced = { ...loaded, policy: { ...loaded.policy, prices: prices as typeof PRICES } };
  return await runTrials({ scenarios: [priced], options: optionsIn(dir, changes), ports: portsWith() });
}
let count = 0;

test("[RN7] no trial begins once the run has cost its limit, and what did not run is not known", async () => {
  const report = await run(HELLO, { trials: 10, maxCostUsd: 0.25 });
  expect(report).toMatchObject({ exitCode: 3, scenarios: [{ trials: 3, requested: 10, verdict: "infra" }] });
  expect(report.scenarios[0]?.cost).toBeCloseTo(0.3);
  expect(report.scenarios[0]?.why).toBe("7 of 10 trials did not run: the run's limit of $0.25 is reached");
  expect(report.scenarios[0]?.stoppedEarly).toBe("the run's limit of $0.25 is reached");
});

test("[RN7] a trial that the limit of the run cuts off was not judged; its own limit is its own fault", async () => {
  const twice = { ...HELLO, prompt: undefined, turns: ["Hello", "Hello again"], script: [{ ...HELLO.script[0], repeat: true }] };
  const cut = await run(twice, { trials: 1, maxCostUsd: 0.05 });
  expect(cut.scenarios[0]?.results[0]).toMatchObject({ status: "infra_error", finishReason: "budget", turns: 1 });
  const own = await run({ ...twice, maxCostUsd: 0.05 }, { trials: 1 });
  expect(own.scenarios[0]?.results[0]).toMatchObject({ status: "failed", finishReason: "budget", turns: 1 });
});

test("[RN8] a limit of what has no price is refused before anything is run", async () => {
  const message = "hello.scenario.json: the price of `small-1` is not known, so its cost cannot be limited";
  await expect(run(HELLO, { maxCostUsd: 1 }, {})).rejects.toMatchObject({ code: "INPUT_INVALID", message });
  await expect(run({ ...HELLO, maxCostUsd: 1 }, {}, {})).rejects.toMatchObject({ code: "INPUT_INVALID", message });
});

test("[RN8] a call that does not say what it used ends a run with a limit", async () => {
  const silent = { ...HELLO, script: [{ text: "hello" }] };
  expect((await run(silent, { trials: 5, maxCostUsd: 1 })).scenarios[0]).toMatchObject({ trials: 1, cost: null });
});

test("judges count, and are not asked beyond the limit", async () => {
  const criteria = [{ name: "tone", description: "It is kind" }];
  const vote = { text: '{"tone": {"reasoning": "kind", "score": 1}}', usage: { inputTokens: 10, outputTokens: 5 }, repeat: true };
  const judge = { type: "judge", criteria, k: 1, judgeAdapter: "scripted", judgeModel: "judge-1", script: [vote] };
  const judged = { ...HELLO, assertions: [judge] };
  await expect(run(judged, { maxCostUsd: 1 })).rejects.toThrow("the price of `judge-1` is not known");
  const prices = { ...PRICES, "judge-1": PRICES["small-1"] };
  expect((await run(judged, { trials: 5, maxCostUsd: 0.35 }, prices)).scenarios[0]).toMatchObject({ trials: 2, passed: 2 });
  const spent = await run(judged, { trials: 5, maxCostUsd: 0.05 }, prices);
  expect(spent.scenarios[0]?.results[0]).toMatchObject({ status: "infra_error", costUsd: expect.closeTo(0.1), judgeCostUsd: 0 });
  expect(spent.scenarios[0]?.results[0]?.error).toContain("BUDGET_SPENT");
});
