import { byKey } from "../../canonical/order.ts";
import type { Profile } from "../records/checkpoint.ts";
import { findOwn } from "../records/find-own.ts";
import type { Baseline, Lora } from "../records/lora.ts";
import type { ProjectRecords } from "../records/project-records.ts";
import type { Policies } from "../records/project.ts";
import type { Spec } from "../records/spec.ts";
import type { Entity, Tag } from "../records/tag.ts";
import { carriedTags } from "./effective-tags.ts";
import type { PlanInputs, ReferenceInput } from "./inputs.ts";
import type { PlanPolicies } from "./plan-policies.ts";

/**
 * Picks from a project exactly the records that one spec's plan reads.
 *
 * @param records     The project as it is now.
 * @param spec        The spec to plan.
 * @param references  The images of `referencesOf(spec, entity)`, looked up by the caller.
 * @returns the inputs; records that are named but missing are simply absent, and the plan says so.
 */
export function selectInputs(records: ProjectRecords, spec: Spec, references: readonly ReferenceInput[] = []): PlanInputs {
  const entity = findEntity(records, spec);
  const policies = narrowPolicies(records.project.policies, spec, entity);
  const baseline = records.baselines.get(spec.baseline ?? policies.checkpoint.defaultBaseline ?? "") ?? null;
  const tags = new Map<string, Tag>();
  for (const id of carriedTags(spec)) {
    const tag = records.tags.get(id);
    if (tag !== undefined) tags.set(id, tag);
  }
  const loras = selectLoras(records, { spec, policies, baseline, entity, tags });
  return {
    spec,
    checkpoint: records.checkpoints.get(spec.checkpoint ?? "") ?? null,
    profile: selectProfile(records.profiles, spec, policies),
    baseline,
    loras,
    tags,
    entity,
    policies,
    workflow: records.workflows.get(spec.workflow ?? "") ?? null,
    references,
  };
}

/** The reference images a spec's plan needs, in order: its style anchors, then its entity's anchor. */
export function referencesOf(spec: Spec, entity: Entity | null): readonly string[] {
  const anchors = spec.style.mode === "inherit_project" ? [] : spec.style.anchorRefs;
  const used = spec.style.mode === "lock_to_spec_style" ? anchors.slice(0, 1) : anchors;
  return [...new Set(entity?.anchor === undefined ? used : [...used, entity.anchor])];
}

/** The entity a spec belongs to, if it exists. */
export function findEntity(records: ProjectRecords, spec: Spec): Entity | null {
  return records.entities.get(spec.entityLink?.entity ?? "") ?? null;
}

const narrowed = new WeakMap<Policies, Map<string, PlanPolicies>>();

function narrowPolicies(policies: Policies, spec: Spec, entity: Entity | null): PlanPolicies {
  const known = narrowed.get(policies) ?? new Map<string, PlanPolicies>();
  narrowed.set(policies, known);
  const key = JSON.stringify([spec.assetType, spec.checkpoint ?? null, entity?.kind ?? null]);
  const found = known.get(key) ?? narrow(policies, spec, entity);
  known.set(key, found);
  return found;
}

function narrow(policies: Policies, spec: Spec, entity: Entity | null): PlanPolicies {
  const { concurrency: _scheduling, ...checkpoint } = findOwn(policies.checkpoints, spec.checkpoint) ?? {};
  const family = findOwn(policies.entities.families, entity?.kind) ?? policies.entities.default;
  const loras = policies.projectLoras.filter((use) => use.assetTypes?.includes(spec.assetType) ?? true);
  return {
    contract: policies.contract,
    assetTypeContract: findOwn(policies.assetTypes, spec.assetType)?.contract ?? {},
    stack: policies.stack,
    projectLoras: loras.map(({ assetTypes: _narrowed, ...use }) => use),
    checkpoint,
    prompt: policies.prompt,
    runtimeSafety: policies.runtimeSafety,
    seed: policies.seed,
    family,
  };
}

/**
 * The profile by the name in force (spec, else policy, else the only one of the checkpoint), in its highest version.
 * A profile of another checkpoint is still returned, so that the plan can name the clash.
 */
function selectProfile(profiles: readonly Profile[], spec: Spec, policies: PlanPolicies): Profile | null {
  const ofCheckpoint = profiles.filter((profile) => profile.checkpointId === spec.checkpoint);
  const name = spec.profile ?? policies.checkpoint.defaultProfile ?? onlyName(ofCheckpoint);
  const own = ofCheckpoint.filter((profile) => profile.id === name);
  const candidates = own.length > 0 ? own : profiles.filter((profile) => profile.id === name);
  return candidates.toSorted((a, b) => b.version - a.version)[0] ?? null;
}

function onlyName(profiles: readonly Profile[]): string | undefined {
  const names = new Set(profiles.map((profile) => profile.id));
  return names.size === 1 ? [...names][0] : undefined;
}

interface LoraSources {
  readonly spec: Spec;
  readonly policies: PlanPolicies;
  readonly baseline: Baseline | null;
  readonly entity: Entity | null;
  readonly tags: ReadonlyMap<string, Tag>;
}

function selectLoras(records: ProjectRecords, sources: LoraSources): ReadonlyMap<string, Lora> {
  const { spec, policies, baseline, entity, tags } = sources;
  const uses = [
    ...(baseline?.loras ?? []),
    ...(spec.loras ?? []),
    ...policies.projectLoras,
    ...[...tags.values()].flatMap((tag) => [...tag.models.required, ...tag.models.preferred]),
    ...(entity?.loras ?? []),
  ];
  const ids = new Set(uses.map((use) => use.lora));
  if (spec.loraPolicy.preferRecommended) for (const id of recommendedLoras(records, spec)) ids.add(id);
  const found = [...ids].map((id) => records.loras.get(id)).filter((lora) => lora !== undefined);
  return new Map(found.toSorted(byKey((lora) => lora.id)).map((lora) => [lora.id, lora]));
}

function recommendedLoras(records: ProjectRecords, spec: Spec): readonly string[] {
  const carried = carriedTags(spec);
  const matching = [...records.loras.values()].filter((lora) => lora.recommendedFor.some((tag) => carried.includes(tag)));
  return matching.map((lora) => lora.id);
}
