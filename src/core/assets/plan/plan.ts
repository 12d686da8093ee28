import type { Digest } from "../../canonical/digest.ts";
import type { ContractFields } from "../records/contract.ts";
import type { PromptLayer, StackLayer } from "../records/project.ts";
import type { OutputKind } from "../records/spec.ts";
import type { ReasonCode } from "./reason-code.ts";
import type { FragmentPosition } from "../records/tag.ts";

/**
 * Version of the rules that make plans, checks, verdicts and routes.
 * It is part of every recipe digest; a change of any such rule raises it.
 */
export const RULES_VERSION = 1;

/** One LoRA of the resolved stack, in order of application. */
export interface StackEntry {
  readonly layer: StackLayer;
  readonly lora: string;
  /** Release version; null for a LoRA without releases. */
  readonly version: number | null;
  readonly weight: number;
  readonly file: string;
  readonly sha256: string;
  /** Reason in words, e.g. "required by tag `item:weapon`". */
  readonly why: string;
}

/** One candidate that was considered, and what became of it. */
export interface Considered {
  readonly kind:
    | "spec"
    | "checkpoint"
    | "lora"
    | "baseline"
    | "profile"
    | "preset"
    | "tag"
    | "contract"
    | "workflow"
    | "entity"
    | "reference"
    | "seed";
  readonly id: string;
  readonly layer: StackLayer | null;
  readonly reasonCode: ReasonCode;
  /** One sentence for people. */
  readonly detail: string;
}

/** Everything that was weighed. `blocked` not empty means: no plan, an exception with reasons. */
export interface Explanation {
  readonly chosen: readonly Considered[];
  readonly skipped: readonly Considered[];
  readonly blocked: readonly Considered[];
}

export type ContractLayer =
  | "output"
  | "baseline"
  | "baseline_asset_type"
  | "project_asset_type"
  | "project"
  | "spec"
  | "tag"
  | "entity";

/** The demands on the output, each with the layer and the record that set it. */
export type PlanContract = {
  readonly [F in keyof ContractFields]?: {
    readonly value: NonNullable<ContractFields[F]>;
    readonly layer: ContractLayer;
    readonly recordId: string;
  };
};

/** One piece of the compiled prompt, with where it came from. */
export interface Fragment {
  readonly layer: PromptLayer;
  readonly recordId: string;
  /** Version of a versioned record; null for others. */
  readonly recordVersion: number | null;
  readonly polarity: "positive" | "negative";
  readonly text: string;
  readonly weight: number;
  readonly position: FragmentPosition;
  /** Place in the reading order of the final text, from 0; null when the fragment is not in it. */
  readonly order: number | null;
  /** Order of the earlier fragment with this text; only on a repeat, which the final text leaves out. */
  readonly duplicateOf?: number;
  /** True when the spec's override displaced this fragment. */
  readonly displaced?: true;
}

export interface PromptPackage {
  readonly positive: string;
  readonly negative: string;
  readonly trace: readonly Fragment[];
  readonly packageHash: Digest;
}

/** One image to make. `part` is null for a single image, else `frame:N | state:S | tile:T | mark:M`. */
export interface PlannedImage {
  readonly variant: number;
  readonly part: string | null;
  /** Null only in a plan whose random seeds were not drawn yet. */
  readonly seed: number | null;
}

export interface Parameters {
  readonly sampler: string;
  readonly scheduler: string;
  readonly steps: number;
  readonly cfg: number;
  readonly clipSkip: number;
  readonly width: number;
  readonly height: number;
}

/** A reference image, digested by its pixels. */
export interface Reference {
  readonly ref: string;
  readonly pixelSha256: string;
}

/** What only the built-in renderer reads, beside prompt, parameters, stack and seeds. All of it is in `renderDigest`. */
export interface Drawing {
  readonly assetType: string;
  readonly kind: OutputKind;
  readonly tags: readonly string[];
  /** Colours to keep to, e.g. `["#2b1d2e"]`; empty when the contract names none. */
  readonly palette: readonly string[];
  readonly background: "transparent" | "white" | "opaque";
  readonly marginPx: number;
  readonly tileable: boolean;
  /** Largest number of distinct colours; null when the contract sets none. */
  readonly maxColors: number | null;
  /** Shared by all assets of one entity, so that they look like one family; null without an entity. */
  readonly familySeed: number | null;
}

/** A deviation from the spec's own plan, made by policy. */
export interface Adjustment {
  readonly kind: "seed_advance";
  readonly by: number;
}

/** Everything decided before a pixel is made (contracts section 3). */
export interface Plan {
  readonly spec: string;
  readonly specDigest: Digest;
  readonly inputsDigest: Digest;
  readonly checkpoint: { readonly id: string; readonly family: string } | null;
  readonly profile: { readonly id: string; readonly version: number } | null;
  readonly baseline: { readonly id: string; readonly version: number } | null;
  readonly stack: readonly StackEntry[];
  readonly explanation: Explanation;
  readonly contract: PlanContract;
  readonly prompt: PromptPackage | null;
  readonly images: readonly PlannedImage[];
  /** The number drawn for `random_recorded` seeds, from which a replay computes them again; null for other modes and before. */
  readonly drawnSeed: number | null;
  readonly parameters: Parameters | null;
  readonly references: readonly Reference[];
  readonly adjustments: readonly Adjustment[];
  readonly renderer: "builtin" | "comfyui";
  readonly drawing: Drawing | null;
  readonly workflowDigest: Digest | null;
  /** Null when the plan is blocked, or (recipe only) when seeds are not drawn yet. */
  readonly renderDigest: Digest | null;
  readonly recipeDigest: Digest | null;
  readonly rulesVersion: number;
}
