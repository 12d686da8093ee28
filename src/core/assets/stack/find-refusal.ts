import type { PlanInputs } from "../plan/inputs.ts";
import type { StackEntry } from "../plan/plan.ts";
import type { RefusalCode } from "../plan/reason-code.ts";
import type { Lora } from "../records/lora.ts";
import type { Candidate } from "./candidates.ts";

/** Why a LoRA may not enter the stack. */
export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence for people. */
  readonly detail: string;
}

/** The question whether one more LoRA may enter. */
export interface Entry {
  readonly candidate: Candidate;
  readonly lora: Lora;
  readonly inputs: PlanInputs;
  /** What is in the stack already. */
  readonly chosen: readonly StackEntry[];
}

/** Finds what keeps a LoRA out of the stack, first thing first; null when it fits. Source: SPEC.md P13, P15-P17. */
export function findRefusal(entry: Entry): Refusal | null {
  return findForeign(entry) ?? findWrongLayer(entry) ?? findBadWeight(entry) ?? findIncompatible(entry) ?? findExceededCap(entry);
}

function findForeign({ lora, inputs }: Entry): Refusal | null {
  const { checkpoint, assetType } = inputs.spec;
  if (!lora.checkpoints.includes(checkpoint ?? "")) {
    const detail = `LoRA \`${lora.id}\` is for ${list(lora.checkpoints)}; this spec uses \`${checkpoint ?? "no checkpoint"}\``;
    return { code: "incompatible_checkpoint", detail };
  }
  if (lora.assetTypes.length === 0 || lora.assetTypes.includes(assetType)) return null;
  const detail = `LoRA \`${lora.id}\` is for asset types ${list(lora.assetTypes)}; this spec is \`${assetType}\``;
  return { code: "incompatible_asset_type", detail };
}

function findWrongLayer({ candidate, lora }: Entry): Refusal | null {
  if (lora.scope === candidate.layer) return null;
  const detail = `LoRA \`${lora.id}\` has scope \`${lora.scope}\`; it was named for the ${candidate.layer} layer`;
  return { code: "wrong_layer", detail };
}

function findBadWeight({ candidate, lora, inputs }: Entry): Refusal | null {
  const weight = candidate.use.weight ?? lora.weight.default;
  const layerRange = inputs.policies.stack.weight[candidate.layer];
  const min = Math.max(lora.weight.min, layerRange?.min ?? -Infinity);
  const max = Math.min(lora.weight.max, layerRange?.max ?? Infinity);
  if (weight >= min && weight <= max) return null;
  return { code: "weight_out_of_bounds", detail: `weight ${weight} of LoRA \`${lora.id}\` is outside ${min} to ${max}` };
}

function findIncompatible({ lora, inputs, chosen }: Entry): Refusal | null {
  for (const [a, b, reason] of inputs.policies.stack.incompatible) {
    const other = a === lora.id ? b : b === lora.id ? a : null;
    if (other === null || !chosen.some((entry) => entry.lora === other)) continue;
    return { code: "incompatible_pair", detail: `\`${lora.id}\` must not meet \`${other}\`: ${reason}` };
  }
  return null;
}

function findExceededCap({ candidate, inputs, chosen }: Entry): Refusal | null {
  const { caps } = inputs.policies.stack;
  const { layer } = candidate;
  if (chosen.filter((entry) => entry.layer === layer).length >= caps[layer]) {
    const detail = `the ${layer} layer holds at most ${caps[layer]} by policy \`stack.caps.${layer}\``;
    return { code: "layer_cap", detail };
  }
  const limits = [
    { max: caps.total, by: "policy `stack.caps.total`" },
    { max: inputs.baseline?.limits.stack ?? Infinity, by: `baseline \`${inputs.baseline?.id}\`` },
    { max: inputs.spec.loraPolicy.maxActiveLoras ?? Infinity, by: "the spec's `loraPolicy.maxActiveLoras`" },
  ];
  const tightest = limits.reduce((a, b) => (b.max < a.max ? b : a));
  if (chosen.length < tightest.max) return null;
  return { code: "stack_cap", detail: `the stack holds at most ${tightest.max} by ${tightest.by}` };
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
