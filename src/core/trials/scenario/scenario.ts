import type { Place } from "../../errors.ts";
import type { Assertion } from "../assert/assertion.ts";
import type { ToolSpec } from "../conversation/message.ts";
import type { JsonMap } from "../json.ts";
import type { ScriptTurn } from "./script-turn.ts";
import type { Mock } from "./mock.ts";

/** Providers of models. `openai` is the seed's name of `openai-chat`. */
export const ADAPTERS = ["openai-chat", "openai-responses", "anthropic", "echo", "scripted", "flaky"] as const;
export type AdapterName = (typeof ADAPTERS)[number];

/** Those that ask a provider over HTTP, and need the name of a model. */
export const ONLINE_ADAPTERS = ["openai-chat", "openai-responses", "anthropic"] as const satisfies readonly AdapterName[];

/** A tool with the answers that its calls get. */
export interface MockedTool extends ToolSpec {
  readonly mock: Mock;
}

/** What a scenario's trials must show together; without a gate the mean score must reach the threshold. Null: not asked. */
export interface Gate {
  /** Smallest mean of the scores; the seed's gate. */
  readonly minScore: number | null;
  /** Smallest share of trials that pass. */
  readonly minRate: number | null;
  /** Smallest lower end of the Wilson interval of the pass rate (95 %, two-sided). */
  readonly minLowerBound: number | null;
  /** Smallest chance that k trials all pass (unbiased estimate). */
  readonly passHatK: { readonly k: number; readonly min: number } | null;
}

/** A scenario as it is run: everything read, included and defaulted. */
export interface Scenario {
  /** The file's name without `.scenario.yaml`. */
  readonly name: string;
  /** As its caller named it. */
  readonly file: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly adapter: AdapterName;
  readonly model: string;
  readonly systemPrompt: string | null;
  /** What the user says, turn by turn: one text for `prompt`. The next is said when the model asks for no tool. */
  readonly turns: readonly string[];
  readonly tools: readonly MockedTool[];
  readonly assertions: readonly Assertion[];
  /** Score that a trial must reach, 0 to 1 (0.8). */
  readonly threshold: number;
  /** Answers of the model at most, 1 to 100 (10). */
  readonly maxTurns: number;
  readonly temperature: number | null;
  readonly seed: number | null;
  readonly extras: JsonMap;
  /** How often it is run where the caller says nothing (3). */
  readonly trials: number;
  readonly gate: Gate | null;
  /** Time of one trial; null for no limit but the calls' own. */
  readonly timeoutMs: number | null;
  /** Cost of one trial at which it is stopped; null for none. */
  readonly maxCostUsd: number | null;
  /** What `scripted` and `flaky` say; empty for others. */
  readonly script: readonly ScriptTurn[];
  readonly hashes: ScenarioHashes;
  /** Files that were included or named: modules of mocks and custom assertions, as paths relative to the scenario's. */
  readonly modules: readonly ModuleRef[];
}

/** Digests of what decides: how trials go, how they are judged. Canonical, so neither defaults nor key order nor comments count. */
export interface ScenarioHashes {
  /** Adapter, model, prompts, tools with schemas and mocks, parameters, maxTurns, script. */
  readonly execution: string;
  /** Assertions, threshold, gate. */
  readonly evaluation: string;
}

/** A function in a module of the author's. */
export interface ModuleRef {
  /** Relative to the scenario's folder, e.g. `tools/refund.ts`. */
  readonly file: string;
  /** Name of the export; `default` where none is named. */
  readonly name: string;
  readonly place: Place;
}
