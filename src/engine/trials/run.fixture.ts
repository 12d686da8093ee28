import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModelFunction } from "../../core/trials/conversation/model-function.ts";
import { readTrialText } from "../../core/trials/record/read-trial-trace.ts";
import type { WholeTrialTrace } from "../../core/trials/record/trial-trace.ts";
import { openFunctionProvider } from "./function-provider.ts";
import { type LoadedScenario, loadScenarioText } from "./load-scenario.ts";
import { machinePorts } from "./machine-ports.ts";
import type { RunOptions, RunPorts } from "./run-options.ts";

/** A scenario as its author writes it: an agent that says hello. */
export const HELLO = {
  adapter: "scripted",
  model: "small-1",
  prompt: "Say hello",
  script: [{ text: "hello there", usage: { inputTokens: 10, outputTokens: 5 }, latencyMs: 20 }],
  assertions: [{ type: "output_contains", value: "hello" }],
};

/** Loads what would lie in a folder as `hello.scenario.json`. */
export async function loadIn(dir: string, scenario: object, name = "hello"): Promise<LoadedScenario> {
  const file = `${name}.scenario.json`;
  return await loadScenarioText({ path: join(dir, file), name: file }, JSON.stringify(scenario));
}

/** Options of a run in a folder, with a seed. */
export function optionsIn(dir: string, changes: Partial<RunOptions> = {}): RunOptions {
  return {
    dir,
    recordingMode: "full",
    trials: 3,
    parallel: 1,
    earlyStop: false,
    threshold: null,
    maxCostUsd: null,
    timeoutMs: null,
    seed: 1,
    allowInfra: false,
    recordings: false,
    ...changes,
  };
}

/** The machine's ports; where a function is given, it answers in place of the agent's model. */
export function portsWith(changes: Partial<RunPorts> = {}, agent?: ModelFunction): RunPorts {
  const ports = machinePorts({ version: "0", signal: new AbortController().signal });
  return {
    ...ports,
    env: {},
    openProvider: (options, role) =>
      agent === undefined || role === "judge" ? ports.openProvider(options, role) : openFunctionProvider(agent, ports),
    ...changes,
  };
}

/** All traces of a folder's run, by the id in their names. */
export function tracesIn(dir: string, runId: string): ReadonlyMap<string, WholeTrialTrace> {
  const folder = join(dir, ".touchstone", "trials", runId);
  const names = readdirSync(folder).filter((name) => name.endsWith(".trace.jsonl"));
  return new Map(
    names.map((name) => {
      const reading = readTrialText(readFileSync(join(folder, name), "utf8"));
      if (reading.kind !== "whole") throw new Error(`${name} is ${reading.kind}`);
      return [name.slice(0, -".trace.jsonl".length), reading.trace];
    }),
  );
}

/** Statuses of a folder's run, as its manifest tells them at last. */
export function manifestIn(dir: string, runId: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(dir, ".touchstone", "trials", runId, "manifest.jsonl"), "utf8");
  const lines = text.trimEnd().split("\n");
  const told = lines.map((line) => JSON.parse(line) as { traceId: string; status: string });
  return Object.fromEntries(told.map(({ traceId, status }) => [traceId, status]));
}
