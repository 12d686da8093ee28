import { AssertionError } from "node:assert";
import { resolve } from "node:path";
import { suggest } from "../core/authored/nearest.ts";
import { TouchstoneError } from "../core/errors.ts";
import { copyPlain } from "../core/playtest/run/copy-plain.ts";
import type { RecordingMode } from "../core/trials/record/trial-lines.ts";
import type { ScenarioReport } from "../core/trials/verdict/scenario-report.ts";
import type { ModelFunction } from "../core/trials/conversation/model-function.ts";
import { openFunctionProvider } from "../engine/trials/function-provider.ts";
import { type LoadedScenario, loadScenario, loadScenarioText } from "../engine/trials/load-scenario.ts";
import { machinePorts } from "../engine/trials/machine-ports.ts";
import { readVersion } from "../engine/read-version.ts";
import type { RunOptions, RunPorts } from "../engine/trials/run-options.ts";
import { runTrials } from "../engine/trials/run-trials.ts";

export type { ModelFunction, ModelSays } from "../core/trials/conversation/model-function.ts";
export type { ModelRequest } from "../core/trials/conversation/model.ts";
export type { ScenarioReport, TrialResult } from "../core/trials/verdict/scenario-report.ts";

/** How a scenario's trials are run. What is left out is as the scenario says. */
export interface TrialOptions {
  /** Name of a scenario that is data (`scenario`). */
  readonly name?: string;
  readonly trials?: number;
  /** Trials at the same time (1). */
  readonly parallel?: number;
  /** Answers in place of the scenario's adapter. */
  readonly model?: ModelFunction;
  /** Answers in place of the judges' adapters. */
  readonly judge?: ModelFunction;
  /** Score that trials must reach, 0 to 1. */
  readonly threshold?: number;
  /** Time of one trial. */
  readonly timeoutMs?: number;
  /** Cost of all trials, judges included, at which no further call begins. */
  readonly maxCostUsd?: number;
  /** Decides what offline models draw; one is drawn where none is given. */
  readonly seed?: number;
  /** Whether trials end once the verdict cannot change. */
  readonly earlyStop?: boolean;
  /** Whether the scenario can pass although some trials got no answer. */
  readonly allowInfra?: boolean;
  /** Folder in whose `.touchstone` the trials are recorded; where none is given, nothing is written. */
  readonly recordIn?: string;
  /** What is recorded there (`full`). */
  readonly recordingMode?: RecordingMode;
}

/** What came of a scenario's trials. */
export interface ScenarioRun extends ScenarioReport {
  readonly runId: string;
  readonly seed: number;
  /** Whether the verdict is `pass`. */
  readonly ok: boolean;
  /** @throws AssertionError that says why, for any other verdict than `pass` */
  assertPass(): void;
}

/**
 * Runs one scenario's trials, e.g. in a test:
 *
 * ```js
 * const run = await runScenario("scenarios/refund.scenario.yaml", { trials: 5, model: async (request) => myAgent(request) });
 * run.assertPass();
 * ```
 *
 * @param scenario  A scenario's file, or its content as data. With `model`, data may leave out `adapter` and `model`.
 * @throws TouchstoneError INPUT_INVALID with every problem; FILE_NOT_FOUND; DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function runScenario(scenario: string | object, options: TrialOptions = {}): Promise<ScenarioRun> {
  refuseUnknown(options);
  const loaded = typeof scenario === "string" ? await loadScenario(fileAt(scenario)) : await loadData(scenario, options);
  const report = await runTrials({ scenarios: [loaded], options: runOptionsOf(options), ports: portsFor(options) });
  const [only] = report.scenarios;
  if (only === undefined) throw new TypeError("one scenario was run");
  const ok = only.verdict === "pass";
  const assertPass = (): void => {
    if (!ok) throw failureOf(only);
  };
  return { ...only, runId: report.runId, seed: report.seed, ok, assertPass };
}

function fileAt(name: string): LoadedScenario["file"] {
  return { path: resolve(name), name };
}

/** What data names is looked for from the folder that the process runs in. */
async function loadData(scenario: object, { model, name = "scenario" }: TrialOptions): Promise<LoadedScenario> {
  // An adapter that may do anything, as the function may; it is never asked.
  const stand = model === undefined ? {} : { adapter: "openai-chat", model: "function" };
  const text = JSON.stringify({ ...stand, ...copyPlain(scenario, "scenario") }, null, 2);
  return await loadScenarioText(fileAt(`${name}.json`), text);
}

function runOptionsOf(options: TrialOptions): RunOptions {
  const { recordIn, recordingMode = "full" } = options;
  return {
    dir: resolve(recordIn ?? "."),
    recordingMode: recordIn === undefined ? "off" : recordingMode,
    trials: whole("trials", options.trials),
    parallel: whole("parallel", options.parallel) ?? 1,
    earlyStop: options.earlyStop ?? false,
    threshold: within("threshold", options.threshold, { min: 0, max: 1 }),
    maxCostUsd: within("maxCostUsd", options.maxCostUsd, { min: 0, max: Number.MAX_VALUE }),
    timeoutMs: within("timeoutMs", options.timeoutMs, { min: 1, max: Number.MAX_SAFE_INTEGER }),
    seed: options.seed ?? null,
    allowInfra: options.allowInfra ?? false,
    recordings: false,
  };
}

/** JavaScript's callers have no types, and 2.5 trials would never end. */
function whole(name: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new TouchstoneError("INPUT_INVALID", `\`${name}\` is \`${value}\``, { hint: "Give a whole number from 1" });
}

function within(name: string, value: number | undefined, { min, max }: { min: number; max: number }): number | null {
  if (value === undefined) return null;
  if (value >= min && value <= max) return value;
  const hint = max === 1 ? `Give a number from ${min} to ${max}` : `Give a number from ${min}`;
  throw new TouchstoneError("INPUT_INVALID", `\`${name}\` is \`${value}\``, { hint });
}

const OPTIONS: Readonly<Record<keyof TrialOptions, true>> = {
  name: true,
  trials: true,
  parallel: true,
  model: true,
  judge: true,
  threshold: true,
  timeoutMs: true,
  maxCostUsd: true,
  seed: true,
  earlyStop: true,
  allowInfra: true,
  recordIn: true,
  recordingMode: true,
};

/** An option that is misspelt would be passed over otherwise, and the test pass for it. */
function refuseUnknown(options: TrialOptions): void {
  const unknown = Object.keys(options).find((key) => !Object.hasOwn(OPTIONS, key));
  if (unknown === undefined) return;
  const names = Object.keys(OPTIONS);
  throw new TouchstoneError("INPUT_INVALID", `\`${unknown}\` is no option${suggest(unknown, names)}`, {
    hint: `Use one of ${names.map((name) => `\`${name}\``).join(", ")}`,
  });
}

function portsFor({ model, judge }: TrialOptions): RunPorts {
  const ports = machinePorts({ version: VERSION, signal: new AbortController().signal });
  return {
    ...ports,
    openProvider(options, role) {
      const ask = role === "agent" ? model : judge;
      return ask === undefined ? ports.openProvider(options, role) : openFunctionProvider(ask, ports);
    },
  };
}

/** Touchstone's own version. */
const VERSION = readVersion();

function failureOf({ name, verdict, why, failures, results }: ScenarioReport): AssertionError {
  const errors = new Set(results.flatMap(({ error }) => error ?? []));
  const lines = [
    `scenario ${name}: ${verdict}: ${why}`,
    ...failures.map((each) => `  ${each.name} did not hold in ${each.failed + each.skipped} of ${results.length}: ${each.why}`),
    ...[...errors].map((error) => `  ${error}`),
  ];
  return new AssertionError({ message: lines.join("\n"), actual: verdict, expected: "pass", operator: "verdict" });
}
