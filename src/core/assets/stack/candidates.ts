import { byKey } from "../../canonical/order.ts";
import type { PlanInputs } from "../plan/inputs.ts";
import type { LoraUse } from "../records/fields.ts";
import type { StackLayer } from "../records/project.ts";

/** One LoRA that someone wants in the stack. */
export interface Candidate {
  readonly layer: StackLayer;
  readonly use: LoraUse;
  /** Who wants it, in words. */
  readonly why: string;
  /** What happens when it does not fit. */
  readonly onUnfit: "block" | "skip";
  /** What happens when there is no room. */
  readonly onCap: "block" | "skip";
  /** Whether the list that names it serves several checkpoints and asset types. */
  readonly general: boolean;
}

const NAMED = { onUnfit: "block", onCap: "block", general: false } as const;
const GENERAL = { onUnfit: "block", onCap: "block", general: true } as const;
const OPTIONAL = { onUnfit: "skip", onCap: "skip", general: true } as const;

/** Lists the candidates of the layers that the spec's `loraPolicy.mode` selects, in resolution order. */
export function listCandidates(inputs: PlanInputs): readonly Candidate[] {
  switch (inputs.spec.loraPolicy.mode) {
    case "manual":
      return withRequiredTags(specLoras(inputs), inputs);
    case "baseline_only":
      return [...baselineLoras(inputs), ...tagLoras(inputs), ...entityLoras(inputs)];
    case "project_only":
      return [...projectLoras(inputs), ...tagLoras(inputs), ...entityLoras(inputs)];
    case "baseline_then_project":
    case "project_then_baseline":
      return [...baselineLoras(inputs), ...projectLoras(inputs), ...tagLoras(inputs), ...entityLoras(inputs)];
  }
}

/** `manual` takes the spec's own LoRAs alone, yet what a tag requires must still be among them or be added. */
function withRequiredTags(own: readonly Candidate[], inputs: PlanInputs): readonly Candidate[] {
  return [...own, ...tagLoras(inputs).filter((candidate) => candidate.onUnfit === "block")];
}

function baselineLoras({ baseline }: PlanInputs): readonly Candidate[] {
  const why = `part of baseline \`${baseline?.id}\``;
  return (baseline?.loras ?? []).map((use) => ({ layer: "baseline", use, why, ...NAMED }));
}

function specLoras({ spec }: PlanInputs): readonly Candidate[] {
  return (spec.loras ?? []).map((use) => ({ layer: "project", use, why: "named by the spec", ...NAMED }));
}

function projectLoras(inputs: PlanInputs): readonly Candidate[] {
  const byPolicy = inputs.policies.projectLoras.map(({ lora, weight }): Candidate => {
    const use = weight === undefined ? { lora } : { lora, weight };
    return { layer: "project", use, why: "policy `projectLoras`", ...GENERAL };
  });
  return [...specLoras(inputs), ...byPolicy, ...recommendedLoras(inputs)];
}

function recommendedLoras({ spec, loras }: PlanInputs): readonly Candidate[] {
  if (!spec.loraPolicy.preferRecommended) return [];
  return [...loras.values()].toSorted(byKey((lora) => lora.id)).flatMap((lora): Candidate[] => {
    const tag = spec.tags.find((id) => lora.recommendedFor.includes(id));
    if (tag === undefined || lora.scope !== "project") return [];
    return [{ layer: "project", use: { lora: lora.id }, why: `recommended for tag \`${tag}\``, ...OPTIONAL }];
  });
}

function tagLoras({ spec, tags }: PlanInputs): readonly Candidate[] {
  const ordered = spec.tags.map((id) => tags.get(id)).filter((tag) => tag !== undefined);
  const required = ordered.flatMap((tag) =>
    tag.models.required.map((use): Candidate => ({ layer: "tag", use, why: `required by tag \`${tag.id}\``, ...NAMED })),
  );
  const preferred = ordered.flatMap((tag) =>
    tag.models.preferred.map((use): Candidate => ({ layer: "tag", use, why: `preferred by tag \`${tag.id}\``, ...OPTIONAL })),
  );
  return [...required, ...preferred];
}

function entityLoras({ entity }: PlanInputs): readonly Candidate[] {
  const why = `part of entity \`${entity?.id}\``;
  return (entity?.loras ?? []).map((use) => ({ layer: "entity", use, why, ...GENERAL }));
}
