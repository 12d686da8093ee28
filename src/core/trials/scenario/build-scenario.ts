import type { Json, JsonMap } from "../json.ts";
import type { Findings } from "./findings.ts";
import { refOf } from "./function-ref.ts";
import { hashScenario } from "./hash-scenario.ts";
import { nameAssertions } from "./name-assertions.ts";
import { readAssertion } from "./read-assertion.ts";
import { readMock } from "./read-mock.ts";
import { readScript } from "./read-script.ts";
import { type Gate, type MockedTool, type ModuleRef, ONLINE_ADAPTERS, type Scenario } from "./scenario.ts";
import type { WrittenScenario, WrittenTool } from "./scenario-schema.ts";

/**
 * A scenario as it is run, from what its author wrote.
 *
 * @param findings  Receives what is wrong with parts that a schema cannot judge; what is built then stands for nothing.
 */
export function buildScenario(
  written: WrittenScenario,
  { name, file, findings }: { readonly name: string; readonly file: string; readonly findings: Findings },
): Scenario {
  const modules: ModuleRef[] = [];
  const tools = written.tools.map((tool, index) => readTool(tool, { path: ["tools", index], findings, modules }));
  const assertions = written.assertions.map((each, index) =>
    readAssertion(each, { path: ["assertions", index], findings, modules }),
  );
  const scenario = {
    name,
    file,
    description: written.description,
    tags: written.tags,
    adapter: written.adapter,
    model: readModel(written, findings),
    systemPrompt: written.systemPrompt ?? null,
    turns: readTurns(written, findings),
    tools,
    assertions: nameAssertions(assertions, findings),
    threshold: written.threshold,
    maxTurns: written.maxTurns,
    temperature: written.temperature ?? null,
    seed: written.seed ?? null,
    extras: written.extras as JsonMap,
    trials: written.trials,
    gate: readGate(written, findings),
    timeoutMs: written.timeoutMs ?? null,
    maxCostUsd: written.maxCostUsd ?? null,
    script: readScript(written.script),
    modules: [...new Map(modules.map((module) => [refOf(module), module])).values()],
  };
  return { ...scenario, hashes: hashScenario(scenario) };
}

function readTool({ name, description, parameters, mock }: WrittenTool, at: Parameters<typeof readMock>[1]): MockedTool {
  const schema = { ...("type" in parameters ? {} : { type: "object" }), ...parameters } as Json;
  return { name, description, parameters: schema, mock: readMock(mock, { ...at, path: [...at.path, "mock"] }) };
}

function readModel({ adapter, model }: WrittenScenario, findings: Findings): string {
  if (model === undefined && ONLINE_ADAPTERS.some((online) => online === adapter)) {
    const hint = "Add `model`: the model as its provider calls it, or write `adapter: scripted` to run offline";
    findings.refuse(["model"], `\`model\` is missing: the adapter \`${adapter}\` asks a provider`, { hint });
  }
  return model ?? adapter;
}

function readTurns({ prompt, turns }: WrittenScenario, findings: Findings): readonly string[] {
  if (prompt !== undefined && turns !== undefined) {
    findings.refuse(["turns"], "`turns` stands beside `prompt`", { hint: "Write what the user says into one of them" });
  }
  if (prompt === undefined && turns === undefined) {
    findings.refuse(["prompt"], "`prompt` is missing", { hint: "Add `prompt`: what the user says, or `turns` for several" });
  }
  return turns ?? (prompt === undefined ? [] : [prompt]);
}

function readGate({ gate }: WrittenScenario, findings: Findings): Gate | null {
  if (gate === undefined) return null;
  const { minScore = null, minRate = null, minLowerBound = null, passHatK = null } = gate;
  if ([minScore, minRate, minLowerBound, passHatK].every((part) => part === null)) {
    findings.refuse(["gate"], "`gate` asks for nothing", { hint: "Write e.g. `minRate: 0.8`, or remove it" });
  }
  return { minScore, minRate, minLowerBound, passHatK };
}
