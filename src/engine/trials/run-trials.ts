import { assert } from "../../core/assert.ts";
import { openCostMeter } from "../../core/trials/run/cost-meter.ts";
import { planTrials } from "../../core/trials/run/plan-trials.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { checkPrices } from "./check-prices.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import { openRunStore } from "./open-run-store.ts";
import { performRun } from "./perform-run.ts";
import { prepareScenario, type PreparedScenario } from "./prepare-scenario.ts";
import { redactorFor } from "./redactor-for.ts";
import type { RunOptions, RunPorts } from "./run-options.ts";
import type { RunFacts } from "./run-store.ts";

export interface RunInput {
  readonly scenarios: readonly LoadedScenario[];
  readonly options: RunOptions;
  readonly ports: RunPorts;
}

/**
 * Runs the trials of scenarios, records each, judges it, and says what came of all of them.
 *
 * @returns the report; its exit code is 130 where the run was interrupted.
 * @throws TouchstoneError INPUT_INVALID before anything runs; DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function runTrials(input: RunInput): Promise<RunReport> {
  const { options, ports } = input;
  const seed = options.seed ?? ports.drawSeed();
  const scenarios = await prepareAll(input, seed);
  const redactor = redactorFor(
    input.scenarios.map(({ policy }) => policy),
    ports.env,
  );
  const runId = ports.newId();
  const createdAtMs = ports.nowMs();
  const store = await openRunStore({
    dir: options.dir,
    run: factsOf({ runId, createdAtMs, seed, scenarios, options }),
    redactor,
  });
  const meter = openCostMeter(options.maxCostUsd);
  const wanted = scenarios.map(({ scenario, trials }) => ({ name: scenario.name, trials }));
  const run = { runId, createdAtMs, seed, options, ports, scenarios, store, redactor, meter };
  return await performRun(run, { todo: planTrials(wanted), kept: new Map(), until: new Map() });
}

/** @throws TouchstoneError INPUT_INVALID */
export async function prepareAll({ scenarios, options, ports }: RunInput, seed: number): Promise<readonly PreparedScenario[]> {
  const names = new Set(scenarios.map(({ scenario }) => scenario.name));
  assert(names.size === scenarios.length, "scenarios of one run have names of their own");
  const prepared: PreparedScenario[] = [];
  for (const loaded of scenarios) prepared.push(await prepareScenario(loaded, { options, ports, seed }));
  checkPrices(prepared, options);
  return prepared;
}

type Begun = Pick<RunFacts, "runId" | "createdAtMs" | "seed"> & {
  readonly scenarios: readonly PreparedScenario[];
  readonly options: RunOptions;
};

function factsOf({ runId, createdAtMs, seed, scenarios, options }: Begun): RunFacts {
  const { dir: _dir, recordingMode, ...asked } = options;
  return {
    schemaVersion: 1,
    runId,
    createdAtMs,
    scenarios: scenarios.map(({ scenario, scenarioFile, trials }) => ({
      name: scenario.name,
      file: scenarioFile,
      hashes: scenario.hashes,
      trials,
    })),
    recordingMode,
    seed,
    options: asked,
    pid: process.pid,
  };
}
