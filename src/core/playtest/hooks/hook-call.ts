import type { Line, Option } from "../story/moment.ts";
import type { Values } from "../story/value.ts";
import type { AssetManifest } from "../record/asset-manifest.ts";
import type { PlayOutcome } from "../record/playtest-trace.ts";

/** What every call carries. Field names are the seed's. */
interface CallFacts {
  /** Logical time: which call of this play it is, from 0. Never a clock. */
  readonly timestamp: number;
  readonly scene_id: string;
  readonly pov: string | null;
  readonly worldline: string | null;
  /** As the caller gave it. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Met so far. */
  readonly assets: AssetManifest;
}

export interface StartCall extends CallFacts {
  readonly hook: "on_playtest_start";
  readonly seed: number;
  readonly suite: string | null;
  readonly category: string | null;
  readonly workflow: string | null;
  readonly prompt_packs: readonly string[];
  /** Every variable, before the first node was entered. */
  readonly variables: Values;
  readonly variables_digest: string;
}

/** A node was entered. */
export interface SceneEnterCall extends CallFacts {
  readonly hook: "on_scene_enter";
  readonly step_index: number;
  readonly node: string;
  readonly lines: readonly Line[];
}

/** Choices are shown, none is taken yet. */
export interface ChoiceRenderCall extends CallFacts {
  readonly hook: "on_choice_render";
  readonly step_index: number;
  readonly node: string;
  /** `metadata` is what the story says of the choice, as it stands in the worldline. */
  readonly choices: readonly Pick<Option, "id" | "text" | "metadata">[];
}

/** The play went from one node to the next. */
export interface StepCall extends CallFacts {
  readonly hook: "on_playtest_step";
  readonly step_index: number;
  readonly from_node: string;
  readonly to_node: string;
  /** Null where it went on by itself. */
  readonly choice_id: string | null;
  readonly choice_text: string | null;
  readonly variables_digest: string;
  readonly finished: boolean;
}

export interface FinishedCall extends CallFacts {
  readonly hook: "on_playtest_finished";
  readonly seed: number;
  readonly digest: string;
  readonly steps: number;
  readonly outcome: PlayOutcome;
  readonly ending: string | null;
  /** Whether it stopped elsewhere than at an ending. */
  readonly aborted: boolean;
}

export type HookCall = StartCall | SceneEnterCall | ChoiceRenderCall | StepCall | FinishedCall;

export type HookName = HookCall["hook"];

/** Callbacks by hook. Each gets a deeply frozen copy; what it returns or throws changes nothing in the play. */
export type PlaytestHooks = {
  readonly [Name in HookName]?: (call: Extract<HookCall, { readonly hook: Name }>) => unknown;
};
