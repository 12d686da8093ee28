import { afterAll, expect, test } from "vitest";
import { createWorkshop } from "../../../tests/support/sample-game.ts";
import { openCostMeter } from "../../core/trials/run/cost-meter.ts";
import { chargeEarlier } from "./charge-earlier.ts";
import { loadRun } from "./find-runs.ts";
import { HELLO, loadIn, optionsIn, portsWith } from "./run.fixture.ts";
import { runTrials } from "./run-trials.ts";

const workshop = createWorkshop("charge-earlier");
afterAll(workshop.remove);

test("[RN12] trials that are run again have cost what their answers did", async () => {
  const dir = workshop.at("dear");
  const loaded = await loadIn(dir, HELLO);
  const prices = { "small-1": { input: 5_000, output: 10_000 } };
  const scenarios = [{ ...loaded, policy: { ...loaded.policy, prices: prices as typeof loaded.policy.prices } }];
  const { runId } = await runTrials({ scenarios, options: optionsIn(dir), ports: portsWith() });
  const { folder, traces: found, report } = await loadRun(dir, runId);
  const [first] = report?.scenarios[0]?.results ?? [];
  const spends = async (limitUsd: number, kept: readonly NonNullable<typeof first>[]): Promise<boolean> => {
    const meter = openCostMeter(limitUsd);
    await chargeEarlier(meter, { run: { folder }, found, results: new Map([["hello", kept]]) });
    return meter.isSpent();
  };
  // Three trials of 0.10 USD, whichever of them are kept.
  for (const kept of [[], first === undefined ? [] : [first]]) {
    expect(await spends(0.29, kept)).toBe(true);
    expect(await spends(0.31, kept)).toBe(false);
  }
});
