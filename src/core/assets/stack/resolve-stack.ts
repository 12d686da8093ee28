import type { PlanInputs } from "../plan/inputs.ts";
import type { Considered, Explanation, StackEntry } from "../plan/plan.ts";
import type { ReasonCode } from "../plan/reason-code.ts";
import { STACK_LAYERS, type StackLayer } from "../records/project.ts";
import { type Candidate, isUsed, listCandidates } from "./candidates.ts";
import { findRefusal } from "./find-refusal.ts";
import { pickRelease } from "./pick-release.ts";

export interface ResolvedStack extends Explanation {
  /** The injected chain, in order. */
  readonly stack: readonly StackEntry[];
}

/**
 * Resolves the LoRA stack: baseline, project, tag, entity, in that fixed order; what is merely preferred comes after
 * everything that is needed, so that it never takes its room.
 *
 * A LoRA that is needed and does not fit blocks the plan with a reason; one that is only preferred is skipped with a
 * reason. `project_then_baseline` swaps the first two layers of the injected chain, never of the resolution.
 * Source: contracts section 3; seed plan section 5; SPEC.md P10-P19.
 */
export function resolveStack(inputs: PlanInputs): ResolvedStack {
  const { mode } = inputs.spec.loraPolicy;
  const candidates = listCandidates(inputs);
  const unused = candidates.filter((candidate) => !isUsed(candidate, mode));
  const used = candidates.filter((candidate) => isUsed(candidate, mode));
  const needed = used.filter((candidate) => candidate.need !== "preferred");
  const preferred = used.filter((candidate) => candidate.need === "preferred");
  const entries: StackEntry[] = [];
  const skipped = unused.map((candidate) =>
    consider(candidate, "layer_not_used", `\`loraPolicy.mode: ${mode}\` leaves it out (${candidate.why})`),
  );
  const blocked: Considered[] = [];
  for (const candidate of [...needed, ...preferred]) {
    const fitted = fit(candidate, inputs, entries);
    if ("entry" in fitted) entries.push(fitted.entry);
    else (fitted.blocks ? blocked : skipped).push(fitted.considered);
  }
  return { stack: inLayers(injectionOrder(mode), entries), chosen: explainChosen(entries), skipped, blocked };
}

function injectionOrder(mode: PlanInputs["spec"]["loraPolicy"]["mode"]): readonly StackLayer[] {
  return mode === "project_then_baseline" ? ["project", "baseline", "tag", "entity"] : STACK_LAYERS;
}

function inLayers(layers: readonly StackLayer[], entries: readonly StackEntry[]): readonly StackEntry[] {
  return layers.flatMap((layer) => entries.filter((entry) => entry.layer === layer));
}

function explainChosen(entries: readonly StackEntry[]): readonly Considered[] {
  return inLayers(STACK_LAYERS, entries).map(({ layer, lora, version, weight, why }) => {
    const release = version === null ? "" : `, release ${version}`;
    return { kind: "lora", id: lora, layer, reasonCode: "fits", detail: `${why}; weight ${weight}${release}` };
  });
}

function consider({ layer, use }: Candidate, reasonCode: ReasonCode, detail: string): Considered {
  return { kind: "lora", id: use.lora, layer, reasonCode, detail };
}

type Fitted = { readonly entry: StackEntry } | { readonly considered: Considered; readonly blocks: boolean };

/** Another checkpoint's or asset type's LoRA in a list that serves several of them is no fault. */
const FOREIGN: readonly ReasonCode[] = ["incompatible_checkpoint", "incompatible_asset_type"];

function fit(candidate: Candidate, inputs: PlanInputs, chosen: readonly StackEntry[]): Fitted {
  const { layer, use, why, need } = candidate;
  const refuse = (code: ReasonCode, detail: string): Fitted => {
    const spared = need === "preferred" || code === "already_in_stack" || (need === "listed" && FOREIGN.includes(code));
    return { considered: consider(candidate, code, `${detail} (${why})`), blocks: !spared };
  };
  const lora = inputs.loras.get(use.lora);
  if (lora === undefined) return refuse("unknown_lora", `LoRA \`${use.lora}\` does not exist`);
  const held = chosen.find((entry) => entry.lora === lora.id);
  if (held !== undefined) return refuse("already_in_stack", `already in the ${held.layer} layer with weight ${held.weight}`);
  const refusal = findRefusal({ candidate, lora, inputs, chosen });
  if (refusal !== null) return refuse(refusal.code, refusal.detail);
  const { releasePolicy } = inputs.spec.loraPolicy;
  const release = pickRelease(lora, releasePolicy);
  if (release === null)
    return refuse("no_eligible_release", `LoRA \`${lora.id}\` has no release that \`${releasePolicy}\` allows`);
  return { entry: { layer, lora: lora.id, ...release, weight: use.weight ?? lora.weight.default, why } };
}
