import path from "node:path";
import { loadScenarios } from "../../src/engine/trials/load-scenarios.ts";
import { machinePorts } from "../../src/engine/trials/machine-ports.ts";
import type { RunOptions, TrialProgress } from "../../src/engine/trials/run-options.ts";
import { runTrials } from "../../src/engine/trials/run-trials.ts";
import { writeFiles } from "./stories.ts";

/** An agent that looks a price up and says it; one that says nothing of it where `{answer}` is replaced. */
export const FIRST_SCENARIO = `description: Looks a price up
adapter: scripted
systemPrompt: Look prices up.
prompt: How much is the gem?
tools:
  - name: find_price
    description: Looks up what an item costs
    parameters: { type: object, properties: { item: { type: string } }, required: [item] }
    mock: { value: { coins: 12 }, latencyMs: 30 }
assertions:
  - { type: tool_called, tool: find_price, required: true }
  - { name: says the price, type: output_contains, value: 12 coins }
trials: 3
threshold: 1
script:
  - { toolCalls: [{ name: find_price, arguments: { item: gem } }], latencyMs: 200, usage: { inputTokens: 90, outputTokens: 12 } }
  - { when: { tool: find_price }, text: "{answer}", latencyMs: 100, usage: { inputTokens: 120, outputTokens: 9 } }
`.replace("{answer}", "That one is 12 coins.");

/** A scenario that passes in its first trial and in no other: the price is said once. */
export const FLAKY_SCENARIO = FIRST_SCENARIO.replace(
  /^ {2}- \{ when.*$/m,
  [
    "  - { when: { tool: find_price }, trials: [0], text: That one is 12 coins. }",
    "  - { when: { tool: find_price }, text: Ask again tomorrow. }",
  ].join("\n"),
);

/** A scenario whose trials go on until a file `go` stands beside it. */
export function heldScenario(dir: string, name: string): void {
  const mock = 'mock: { function: "hold.mjs#hold" }';
  writeFiles(dir, {
    "scenarios/hold.mjs": HOLD,
    [`scenarios/${name}.scenario.yaml`]: FIRST_SCENARIO.replace(/^ {4}mock: .*$/m, `    ${mock}`),
  });
}

const HOLD = `import { existsSync } from "node:fs";
export async function hold() {
  while (!existsSync(new URL("go", import.meta.url))) await new Promise((done) => setTimeout(done, 20));
  return { coins: 12 };
}
`;

interface Asked extends Partial<Omit<RunOptions, "dir">> {
  /** Stops the run after so many trials, as Ctrl-C does; to its end where it is left out. */
  readonly stopAfter?: number;
}

interface AskedOne extends Asked {
  readonly name: string;
  /** What its file is to hold; left out, it is there already. */
  readonly text?: string;
}

/** Runs the trials of a project's scenario, as the command does. @returns id of the run */
export async function runScenario(dir: string, { name, text, ...asked }: AskedOne): Promise<string> {
  const file = `scenarios/${name}.scenario.yaml`;
  if (text !== undefined) writeFiles(dir, { [file]: text });
  return await runFiles(dir, file, asked);
}

/** Runs all of a project's scenarios. @returns id of the run */
export async function runAllScenarios(dir: string, asked: Asked = {}): Promise<string> {
  return await runFiles(dir, "scenarios", asked);
}

async function runFiles(dir: string, file: string, { stopAfter, ...options }: Asked): Promise<string> {
  const stopping = new AbortController();
  const onProgress = ({ done }: TrialProgress): void => void (stopAfter !== undefined && done >= stopAfter && stopping.abort());
  const ports = { ...machinePorts({ version: "0.0.0", signal: stopping.signal }), onProgress };
  const scenarios = await loadScenarios([{ path: path.join(dir, file), name: file }]);
  const { runId } = await runTrials({ scenarios, options: { ...PLAIN, ...options, dir }, ports });
  return runId;
}

const PLAIN: Omit<RunOptions, "dir"> = {
  recordingMode: "full",
  trials: null,
  parallel: 2,
  earlyStop: false,
  threshold: null,
  maxCostUsd: null,
  timeoutMs: null,
  seed: 1,
  allowInfra: false,
  recordings: false,
};
