import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NamedFile } from "../../src/core/authored/named-file.ts";
import type { ModelProvider } from "../../src/adapters/models/model-provider.ts";
import type { RunReport } from "../../src/core/trials/verdict/scenario-report.ts";
import { loadScenario } from "../../src/engine/trials/load-scenario.ts";
import { machinePorts } from "../../src/engine/trials/machine-ports.ts";
import type { RunOptions } from "../../src/engine/trials/run-options.ts";
import { runTrials } from "../../src/engine/trials/run-trials.ts";

const HELLO = {
  adapter: "scripted",
  model: "small-1",
  prompt: "Say hello",
  script: [{ text: "hello there", usage: { inputTokens: 10, outputTokens: 5 }, latencyMs: 20 }],
  assertions: [
    { type: "output_contains", value: "hello" },
    { type: "turns_limit", max: 1 },
    { type: "latency_limit", maxMs: 1000 },
  ],
};

/** Writes a scenario of one turn and three assertions. */
export function writeHello(dir: string): NamedFile {
  const file = { path: join(dir, "hello.scenario.json"), name: "hello.scenario.json" };
  writeFileSync(file.path, JSON.stringify(HELLO));
  return file;
}

interface Changes extends Partial<RunOptions> {
  /** Answers in place of the scripted model. */
  readonly provider?: ModelProvider;
}

/** Runs that scenario's trials in this process. */
export async function runHello(dir: string, file: NamedFile, { provider, ...changes }: Changes): Promise<RunReport> {
  const ports = machinePorts({ version: "bench", signal: new AbortController().signal });
  const options: RunOptions = {
    dir,
    recordingMode: "full",
    trials: 1,
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
  const report = await runTrials({
    scenarios: [await loadScenario(file)],
    options,
    ports: provider === undefined ? ports : { ...ports, openProvider: () => provider },
  });
  if (report.exitCode !== 0) throw new Error(`the run ended with ${report.exitCode}`);
  return report;
}

/** The texts of a run's traces, a line each. */
export function readTraces(dir: string, runId: string): readonly (readonly string[])[] {
  const folder = join(dir, ".touchstone", "trials", runId);
  const names = readdirSync(folder).filter((name) => name.endsWith(".trace.jsonl"));
  return names.map((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"));
}
