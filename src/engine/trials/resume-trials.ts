import { resolve } from "node:path";
import { z } from "zod";
import { TouchstoneError } from "../../core/errors.ts";
import { type CostMeter, openCostMeter } from "../../core/trials/run/cost-meter.ts";
import { type FoundTrial, planAgain, type PlannedAgain } from "../../core/trials/run/plan-trials.ts";
import { resultOfTrace } from "../../core/trials/run/result-of-trace.ts";
import type { RunReport, TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { chargeEarlier, type Charged } from "./charge-earlier.ts";
import { traceFileOf } from "./run-files.ts";
import { type LoadedScenario, loadScenario } from "./load-scenario.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { idsAfter } from "../ids-after.ts";
import { noSuchRun } from "./lock-run.ts";
import { lookAtRun } from "./look-at-runs.ts";
import { reopenRunStore } from "./open-run-store.ts";
import { performRun, type ResultsByScenario, type Todo } from "./perform-run.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import type { RunOptions, RunPorts } from "./run-options.ts";
import type { RecordedRun, RunFacts } from "./run-store.ts";
import { redactorFor } from "./redactor-for.ts";
import { prepareAll } from "./run-trials.ts";

/** What can be said anew when a run goes on; all else is as it was begun with. Null: as it was. */
export interface ResumeOptions {
  /** Folder that holds `.touchstone`. */
  readonly dir: string;
  readonly runId: string;
  /** `missing`: trials without a result. `errors`: trials that got no answer. */
  readonly which: "missing" | "errors";
  readonly parallel: number | null;
  readonly maxCostUsd: number | null;
  readonly timeoutMs: number | null;
  readonly allowInfra: boolean;
}

/** `run.json` is our own, and yet a file: what is not there is as if nothing was said. */
const StoredOptions = z.object({
  trials: z.number().nullable().catch(null),
  parallel: z.number().catch(1),
  earlyStop: z.boolean().catch(false),
  threshold: z.number().nullable().catch(null),
  maxCostUsd: z.number().nullable().catch(null),
  timeoutMs: z.number().nullable().catch(null),
  allowInfra: z.boolean().catch(false),
  recordings: z.boolean().catch(false),
});

/**
 * Goes on with a run: trials that lack a result are run, under the run's own seed and options, and all of it is reported.
 *
 * @throws TouchstoneError RUN_NOT_FOUND; RUN_LOCKED; STATE_CONFLICT where a scenario is not what it was; what `runTrials` throws.
 */
export async function resumeTrials(resuming: ResumeOptions, ports: RunPorts): Promise<RunReport> {
  const { dir, runId, which } = resuming;
  // Its report may be damaged: the traces are what counts.
  const before = await lookAtRun(dir, runId);
  if (before === null) throw noSuchRun(runId);
  const options = optionsOf(before.facts, resuming);
  const loaded = await loadAll(before.facts, dir);
  const input = { scenarios: loaded, options, ports };
  const { seed, createdAtMs } = before.facts;
  const scenarios = withTrialsOf(before.facts, await prepareAll(input, seed));
  checkUnchanged(
    before.facts,
    scenarios.map(({ scenario }) => scenario.hashes),
  );
  const redactor = redactorFor(
    input.scenarios.map(({ policy }) => policy),
    ports.env,
  );
  const { store } = await reopenRunStore({ dir, runId, redactor });
  const planned = planAgain(before.facts.scenarios, { found: store.found, which });
  const meter = openCostMeter(options.maxCostUsd);
  const todo = await readEarlier({ run: before, found: store.found, planned, meter }).catch(async (error: unknown) => {
    await store.close(null);
    throw error;
  });
  const after = { ...ports, newId: idsAfter(store.found.at(-1)?.traceId, () => ports.newId()) };
  const run = { runId, createdAtMs, seed, options, ports: after, scenarios, store, redactor, meter };
  return await performRun(run, todo);
}

function optionsOf({ options, recordingMode, seed }: RunFacts, resuming: ResumeOptions): RunOptions {
  const stored = StoredOptions.parse(options);
  return {
    ...stored,
    dir: resuming.dir,
    recordingMode,
    seed,
    parallel: resuming.parallel ?? stored.parallel,
    maxCostUsd: resuming.maxCostUsd ?? stored.maxCostUsd,
    timeoutMs: resuming.timeoutMs ?? stored.timeoutMs,
    allowInfra: resuming.allowInfra || stored.allowInfra,
  };
}

async function loadAll({ scenarios }: RunFacts, dir: string): Promise<readonly LoadedScenario[]> {
  const loaded: LoadedScenario[] = [];
  for (const { file } of scenarios) loaded.push(await loadScenario({ path: resolve(dir, file), name: file }));
  return loaded;
}

/** As many trials as the run began with, whatever the file says by now. */
function withTrialsOf({ scenarios }: RunFacts, prepared: readonly PreparedScenario[]): readonly PreparedScenario[] {
  return prepared.map((each, index) => ({ ...each, trials: scenarios[index]?.trials ?? each.trials }));
}

/** Trials of two scenarios are not counted together. */
function checkUnchanged({ scenarios, runId }: RunFacts, hashes: readonly RunFacts["scenarios"][number]["hashes"][]): void {
  const changed = scenarios.find(
    ({ hashes: then }, index) => then.execution !== hashes[index]?.execution || then.evaluation !== hashes[index]?.evaluation,
  );
  if (changed === undefined) return;
  throw new TouchstoneError("STATE_CONFLICT", `\`${changed.file}\` is not what it was when run \`${runId}\` began`, {
    hint: "Begin a new run, or bring the scenario back to what it was",
  });
}

interface Earlier extends Omit<Charged, "results"> {
  readonly planned: PlannedAgain;
  readonly meter: CostMeter;
}

/** Results that stay; what all that was done so far has cost is charged. */
async function readEarlier({ planned, meter, ...earlier }: Earlier): Promise<Todo> {
  const kept = await readResults(earlier.run, planned.kept);
  await chargeEarlier(meter, { ...earlier, results: kept });
  return { todo: planned.todo, kept, until: await readResults(earlier.run, planned.until) };
}

async function readResults(run: Pick<RecordedRun, "folder">, kept: readonly FoundTrial[]): Promise<ResultsByScenario> {
  const results = new Map<string, TrialResult[]>();
  for (const { scenario, traceId } of kept) {
    const known = results.get(scenario) ?? [];
    known.push(await readResult(traceFileOf(run, traceId)));
    results.set(scenario, known);
  }
  return results;
}

async function readResult(path: string): Promise<TrialResult> {
  const reading = await loadTrialTrace({ path, name: path });
  if (reading.kind === "whole") return resultOfTrace(reading.trace);
  const { code, message, hint } = reading.damage;
  throw new TouchstoneError(code, message, { hint, place: { file: path, line: reading.damage.line, column: 1 } });
}
