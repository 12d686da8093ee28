import type { ContractSource } from "../contract/compute-contract.ts";
import type { ContractFields } from "../records/contract.ts";
import { findOwn } from "../records/find-own.ts";
import { effectiveTags } from "./effective-tags.ts";
import type { PlanInputs } from "./inputs.ts";

/** The contract layers of a plan, weakest first (contracts section 4). */
export function contractSources(inputs: PlanInputs): readonly ContractSource[] {
  const { spec, baseline, entity, policies } = inputs;
  const sources: ContractSource[] = [];
  if (baseline !== null) {
    sources.push({ layer: "baseline", recordId: baseline.id, fields: baseline.contract });
    const ofType = findOwn(baseline.assetTypes, spec.assetType)?.contract ?? {};
    sources.push({ layer: "baseline_asset_type", recordId: baseline.id, fields: ofType });
  }
  sources.push({ layer: "project_asset_type", recordId: spec.assetType, fields: policies.assetTypeContract });
  sources.push({ layer: "project", recordId: "policies", fields: policies.contract });
  sources.push({ layer: "spec", recordId: spec.id, fields: spec.contract });
  for (const id of effectiveTags(inputs))
    sources.push({ layer: "tag", recordId: id, fields: inputs.tags.get(id)?.contract ?? {} });
  if (entity?.palette !== undefined) {
    const palette = { colors: entity.palette, maxDistance: policies.family.paletteMaxDistance };
    sources.push({ layer: "entity", recordId: entity.id, fields: { palette } });
  }
  return sources;
}

/** What the spec's output fixes by itself: size, and frames or states where the kind has them. */
export function outputFacts({ spec, checkpoint }: PlanInputs): ContractSource {
  const { output } = spec;
  const width = output.width ?? checkpoint?.defaults.width;
  const height = output.height ?? checkpoint?.defaults.height;
  const fields: ContractFields = {
    ...(width === undefined || height === undefined ? {} : { size: { width, height } }),
    ...(output.frames === undefined ? {} : { frames: output.frames }),
    ...(output.states === undefined ? {} : { requiredStates: output.states }),
  };
  return { layer: "output", recordId: spec.id, fields };
}
