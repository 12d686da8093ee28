import type { Considered, StackEntry } from "../plan/plan.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { Lora } from "../records/lora.ts";
import { STACK_LAYERS, type StackLayer } from "../records/project.ts";
import { type Candidate, listCandidates } from "./candidates.ts";
import { pickRelease } from "./pick-release.ts";

export interface ResolvedStack {
  /** The injected chain, in order. */
  readonly stack: readonly StackEntry[];
  readonly chosen: readonly Considered[];
  readonly skipped: readonly Considered[];
  readonly blocked: readonly Considered[];
}

/**
 * Resolves the LoRA stack: baseline, project, tag, entity, in that fixed order.
 *
 * A LoRA that someone named (`onUnfit: "block"`) and that does not fit blocks the plan with a reason; one that is only
 * preferred is skipped with a reason. `project_then_baseline` swaps the first two layers of the injected chain, never of
 * the resolution. Source: contracts section 3; seed plan section 5; SPEC.md P10-P19.
 */
export function resolveStack(inputs: PlanInputs): ResolvedStack {
  const chosen: StackEntry[] = [];
  const skipped: Considered[] = [];
  const blocked: Considered[] = [];
  for (const candidate of listCandidates(inputs)) {
    const fitted = fit(candidate, inputs, chosen);
    if ("entry" in fitted) chosen.push(fitted.entry);
    else (fitted.severity === "block" ? blocked : skipped).push(fitted.considered);
  }
  return { stack: inInjectionOrder(chosen, inputs), chosen: chosen.map(explainChosen), skipped, blocked };
}

function inInjectionOrder(entries: readonly StackEntry[], inputs: PlanInputs): readonly StackEntry[] {
  const swapped = inputs.spec.loraPolicy.mode === "project_then_baseline";
  const order: readonly StackLayer[] = swapped ? ["project", "baseline", "tag", "entity"] : STACK_LAYERS;
  return order.flatMap((layer) => entries.filter((entry) => entry.layer === layer));
}

function explainChosen(entry: StackEntry): Considered {
  const release = entry.version === null ? "" : `, release ${entry.version}`;
  const detail = `${entry.why}; weight ${entry.weight}${release}`;
  return { kind: "lora", id: entry.lora, layer: entry.layer, reasonCode: "fits", detail };
}

type Fitted = { readonly entry: StackEntry } | { readonly considered: Considered; readonly severity: "block" | "skip" };

function fit(candidate: Candidate, inputs: PlanInputs, chosen: readonly StackEntry[]): Fitted {
  const lora = inputs.loras.get(candidate.use.lora);
  const refuse = (reasonCode: string, detail: string, severity: "block" | "skip" = candidate.onUnfit): Fitted => {
    const considered: Considered = { kind: "lora", id: candidate.use.lora, layer: candidate.layer, reasonCode, detail };
    return { considered, severity };
  };
  if (lora === undefined) return refuse("unknown_lora", `LoRA \`${candidate.use.lora}\` does not exist (${candidate.why})`);
  const held = chosen.find((entry) => entry.lora === lora.id);
  if (held !== undefined) return refuse("already_in_stack", `already in the ${held.layer} layer`, "skip");
  const unfit = findUnfit(candidate, lora, inputs);
  if (unfit !== null) return refuse(unfit.reasonCode, `${unfit.detail} (${candidate.why})`, unfit.general ? "skip" : undefined);
  const release = pickRelease(lora, inputs.spec.loraPolicy.releasePolicy);
  if (release === null)
    return refuse(
      "no_eligible_release",
      `LoRA \`${lora.id}\` has no release that \`${inputs.spec.loraPolicy.releasePolicy}\` allows`,
    );
  const clash = findIncompatible(lora.id, inputs, chosen);
  if (clash !== null) return refuse("incompatible_pair", clash);
  const over = findExceededCap(candidate, inputs, chosen);
  if (over !== null) return refuse(over.reasonCode, over.detail, candidate.onCap);
  const weight = candidate.use.weight ?? lora.weight.default;
  return { entry: { layer: candidate.layer, lora: lora.id, ...release, weight, why: candidate.why } };
}

interface Unfit {
  readonly reasonCode: string;
  readonly detail: string;
  /** True when a list meant for many checkpoints and types names a LoRA that simply is not for this one. */
  readonly general?: boolean;
}

function findUnfit(candidate: Candidate, lora: Lora, inputs: PlanInputs): Unfit | null {
  const { checkpoint, assetType } = inputs.spec;
  const general = candidate.general;
  if (!lora.checkpoints.includes(checkpoint ?? "")) {
    const detail = `LoRA \`${lora.id}\` is for ${list(lora.checkpoints)}; this spec uses \`${checkpoint ?? "no checkpoint"}\``;
    return { reasonCode: "incompatible_checkpoint", detail, general };
  }
  if (lora.assetTypes.length > 0 && !lora.assetTypes.includes(assetType)) {
    const detail = `LoRA \`${lora.id}\` is for asset types ${list(lora.assetTypes)}; this spec is \`${assetType}\``;
    return { reasonCode: "incompatible_asset_type", detail, general };
  }
  if (lora.scope !== candidate.layer) {
    return {
      reasonCode: "wrong_layer",
      detail: `LoRA \`${lora.id}\` has scope \`${lora.scope}\`; it was named for the ${candidate.layer} layer`,
    };
  }
  return findWeightOutOfBounds(candidate, lora, inputs);
}

function findWeightOutOfBounds(candidate: Candidate, lora: Lora, inputs: PlanInputs): Unfit | null {
  const weight = candidate.use.weight ?? lora.weight.default;
  const layerRange = inputs.policies.stack.weight[candidate.layer];
  const min = Math.max(lora.weight.min, layerRange?.min ?? -Infinity);
  const max = Math.min(lora.weight.max, layerRange?.max ?? Infinity);
  if (weight >= min && weight <= max) return null;
  const detail = `weight ${weight} of LoRA \`${lora.id}\` is outside ${min} to ${max}`;
  return { reasonCode: "weight_out_of_bounds", detail };
}

function findIncompatible(id: string, inputs: PlanInputs, chosen: readonly StackEntry[]): string | null {
  for (const [a, b, reason] of inputs.policies.stack.incompatible) {
    const other = a === id ? b : b === id ? a : null;
    if (other !== null && chosen.some((entry) => entry.lora === other)) return `\`${id}\` must not meet \`${other}\`: ${reason}`;
  }
  return null;
}

function findExceededCap(candidate: Candidate, inputs: PlanInputs, chosen: readonly StackEntry[]): Unfit | null {
  const { caps } = inputs.policies.stack;
  const inLayer = chosen.filter((entry) => entry.layer === candidate.layer).length;
  if (inLayer >= caps[candidate.layer]) {
    return {
      reasonCode: "layer_cap",
      detail: `the ${candidate.layer} layer holds at most ${caps[candidate.layer]} (policy \`stack.caps\`)`,
    };
  }
  const limits = [
    { max: caps.total, by: "policy `stack.caps.total`" },
    { max: inputs.baseline?.limits.stack ?? Infinity, by: `baseline \`${inputs.baseline?.id}\`` },
    { max: inputs.spec.loraPolicy.maxActiveLoras ?? Infinity, by: "the spec's `maxActiveLoras`" },
  ];
  const tightest = limits.reduce((a, b) => (b.max < a.max ? b : a));
  if (chosen.length < tightest.max) return null;
  return { reasonCode: "stack_cap", detail: `the stack holds at most ${tightest.max} by ${tightest.by}` };
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}
