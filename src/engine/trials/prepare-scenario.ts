import { dirname, relative, sep } from "node:path";
import { findAccess } from "../../adapters/models/provider-access.ts";
import type { ModelProvider } from "../../adapters/models/model-provider.ts";
import { digestOf } from "../../core/canonical/digest.ts";
import { priceOf } from "../../core/trials/conversation/price.ts";
import type { Json } from "../../core/trials/json.ts";
import type { JudgedAssertion, JudgeQuestion } from "../../core/trials/judge/judge-question.ts";
import type { LoopPorts } from "../../core/trials/loop/loop-ports.ts";
import { capabilitiesOf } from "../../core/trials/record/capabilities-of.ts";
import type { TrialHeader } from "../../core/trials/record/trial-lines.ts";
import { hashScenario } from "../../core/trials/scenario/hash-scenario.ts";
import type { Scenario } from "../../core/trials/scenario/scenario.ts";
import { snapshotOf } from "../../core/trials/scenario/snapshot.ts";
import { createToolCaller } from "./create-tool-caller.ts";
import { loadModules, type TrialFunctions } from "./load-modules.ts";
import type { LoadedScenario } from "./load-scenario.ts";
import type { RunOptions, RunPorts } from "./run-options.ts";

/** A scenario with everything that its trials share. */
export interface PreparedScenario {
  /** As it is run: what the run's options replace is replaced. */
  readonly scenario: Scenario;
  readonly policy: LoadedScenario["policy"];
  /** How many trials are asked for. */
  readonly trials: number;
  readonly provider: ModelProvider;
  readonly judgeOf: (question: JudgeQuestion) => ModelProvider;
  readonly functions: TrialFunctions;
  readonly callTool: LoopPorts["callTool"];
  readonly price: LoopPorts["price"];
  /** Relative to the folder that holds `.touchstone`. */
  readonly scenarioFile: string;
  readonly header: Omit<TrialHeader, "traceId" | "runId" | "trialIndex">;
  /** The scenario as JSON, whether it is recorded or not. */
  readonly snapshot: Json;
  /** What the digest does not cover. */
  readonly environment: Readonly<Record<string, unknown>>;
}

export interface Preparing {
  readonly options: Pick<RunOptions, "dir" | "recordingMode" | "trials" | "threshold" | "timeoutMs">;
  readonly ports: RunPorts;
  /** The run's. */
  readonly seed: number;
}

/**
 * Gets everything that a scenario's trials share: its functions are imported, its providers are opened.
 *
 * @throws TouchstoneError INPUT_INVALID with each module that cannot be used.
 */
export async function prepareScenario(loaded: LoadedScenario, preparing: Preparing): Promise<PreparedScenario> {
  const { policy, file } = loaded;
  const { options, ports } = preparing;
  const scenario = withOptions(loaded.scenario, options);
  const functions = await loadModules(scenario, dirname(file.path));
  const open = (asked: Asked): ModelProvider => openProvider(asked, { policy, preparing });
  const judges = new Map<JudgedAssertion, ModelProvider>();
  const snapshot = snapshotOf(scenario);
  const scenarioFile = fileInDir(file.path, options.dir);
  return {
    scenario,
    policy,
    trials: options.trials ?? scenario.trials,
    provider: open({ ...scenario, role: "agent" }),
    judgeOf({ assertion, adapter }) {
      const known = judges.get(assertion) ?? open({ adapter, script: assertion.script, role: "judge" });
      judges.set(assertion, known);
      return known;
    },
    functions,
    callTool: createToolCaller(functions),
    price: (model, usage) => priceOf(policy.prices, model, usage),
    scenarioFile,
    snapshot,
    header: headerOf({ scenario, snapshot }, policy, options.recordingMode),
    environment: {
      touchstone: ports.version,
      node: process.version,
      platform: `${process.platform}-${process.arch}`,
      scenarioFile,
      adapter: scenario.adapter,
      host: hostOf(findAccess(scenario.adapter, policy.providers, ports.env).baseUrl),
    },
  };
}

/** The digests are those of the scenario by the threshold that is asked: a time that a run was given is none of the scenario's. */
function withOptions(scenario: Scenario, { threshold, timeoutMs }: Preparing["options"]): Scenario {
  const { hashes, ...written } = scenario;
  const judged = { ...written, threshold: threshold ?? written.threshold };
  const changed = { ...judged, timeoutMs: timeoutMs ?? written.timeoutMs };
  return { ...changed, hashes: threshold === null ? hashes : hashScenario(judged) };
}

interface Asked extends Pick<Scenario, "adapter" | "script"> {
  readonly role: Parameters<RunPorts["openProvider"]>[1];
}

function openProvider(
  { adapter, script, role }: Asked,
  { policy, preparing: { ports, seed } }: { readonly policy: LoadedScenario["policy"]; readonly preparing: Preparing },
): ModelProvider {
  const access = findAccess(adapter, policy.providers, ports.env);
  const { elapsedMs: now, nowMs: date, wait } = ports;
  return ports.openProvider({ ...access, adapter, script, seed, now, date, wait }, role);
}

function headerOf(
  { scenario, snapshot }: Pick<PreparedScenario, "scenario" | "snapshot">,
  policy: LoadedScenario["policy"],
  mode: RunOptions["recordingMode"],
): PreparedScenario["header"] {
  const recordingMode = mode === "metadata_only" ? mode : "full";
  return {
    format: "touchstone.trace/1",
    kind: "trial",
    scenario: scenario.name,
    hashes: {
      ...scenario.hashes,
      environment: digestOf({ adapter: scenario.adapter, prices: policy.prices, judge: policy.judge }),
    },
    recordingMode,
    capabilities: capabilitiesOf(recordingMode),
    snapshot: recordingMode === "full" ? snapshot : null,
  };
}

/** A path as it is written down: relative to the folder, with `/`. */
function fileInDir(path: string, dir: string): string {
  return relative(dir, path).split(sep).join("/");
}

/** Host and port alone: a path or a query may hold a key. */
function hostOf(baseUrl: string | null): string | null {
  return baseUrl !== null && URL.canParse(baseUrl) ? new URL(baseUrl).host : null;
}
