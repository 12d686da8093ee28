import { byKey } from "../../canonical/order.ts";
import { carriedTags, effectiveTags } from "../plan/effective-tags.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { LoraUse } from "../records/fields.ts";
import { STACK_LAYERS, type StackLayer } from "../records/project.ts";
import type { Spec } from "../records/spec.ts";

/** One LoRA that someone wants in the stack. */
export interface Candidate {
  readonly layer: StackLayer;
  readonly use: LoraUse;
  /** Who wants it, in words. */
  readonly why: string;
  /**
   * How much it is wanted. `named`: it must fit, else the plan is blocked. `listed`: the list that names it serves several
   * checkpoints and asset types, so one that is not for these is skipped. `preferred`: it enters where it fits.
   */
  readonly need: "named" | "listed" | "preferred";
}

/** The layers that each mode of `loraPolicy` uses. */
const LAYERS_BY_MODE: Record<Spec["loraPolicy"]["mode"], readonly StackLayer[]> = {
  manual: ["project", "tag"],
  baseline_then_project: STACK_LAYERS,
  project_then_baseline: STACK_LAYERS,
  baseline_only: ["baseline", "tag", "entity"],
  project_only: ["project", "tag", "entity"],
};

/**
 * Whether the spec's `loraPolicy.mode` lets a candidate take part. `manual` takes the spec's own LoRAs, and what its tags
 * require: a stack without those would not be what the tags promise. Source: SPEC.md P11.
 */
export function isUsed({ layer, need }: Candidate, mode: Spec["loraPolicy"]["mode"]): boolean {
  return LAYERS_BY_MODE[mode].includes(layer) && (mode !== "manual" || need === "named");
}

/** Lists the candidates of all layers in resolution order, whether or not they are used. Source: SPEC.md P10. */
export function listCandidates(inputs: PlanInputs): readonly Candidate[] {
  return [...baselineLoras(inputs), ...projectLoras(inputs), ...tagLoras(inputs), ...entityLoras(inputs)];
}

function baselineLoras({ baseline }: PlanInputs): readonly Candidate[] {
  const why = `part of baseline \`${baseline?.id}\``;
  return (baseline?.loras ?? []).map((use) => ({ layer: "baseline", use, why, need: "named" }));
}

function projectLoras(inputs: PlanInputs): readonly Candidate[] {
  const { spec, policies } = inputs;
  const own = (spec.loras ?? []).map((use): Candidate => ({ layer: "project", use, why: "named by the spec", need: "named" }));
  const listed = policies.projectLoras.map((use): Candidate => ({
    layer: "project",
    use,
    why: "policy `projectLoras`",
    need: "listed",
  }));
  return [...own, ...listed, ...recommendedLoras(inputs)];
}

function recommendedLoras({ spec, loras }: PlanInputs): readonly Candidate[] {
  if (!spec.loraPolicy.preferRecommended) return [];
  return [...loras.values()].toSorted(byKey((lora) => lora.id)).flatMap((lora): Candidate[] => {
    const tag = carriedTags(spec).find((id) => lora.recommendedFor.includes(id));
    if (tag === undefined || lora.scope !== "project") return [];
    return [{ layer: "project", use: { lora: lora.id }, why: `recommended for tag \`${tag}\``, need: "preferred" }];
  });
}

function tagLoras(inputs: PlanInputs): readonly Candidate[] {
  const ordered = effectiveTags(inputs)
    .map((id) => inputs.tags.get(id))
    .filter((tag) => tag !== undefined);
  const required = ordered.flatMap((tag) =>
    tag.models.required.map((use): Candidate => ({ layer: "tag", use, why: `required by tag \`${tag.id}\``, need: "named" })),
  );
  const preferred = ordered.flatMap((tag) =>
    tag.models.preferred.map((use): Candidate => ({
      layer: "tag",
      use,
      why: `preferred by tag \`${tag.id}\``,
      need: "preferred",
    })),
  );
  return [...required, ...preferred];
}

function entityLoras({ entity }: PlanInputs): readonly Candidate[] {
  const why = `part of entity \`${entity?.id}\``;
  return (entity?.loras ?? []).map((use) => ({ layer: "entity", use, why, need: "listed" }));
}
