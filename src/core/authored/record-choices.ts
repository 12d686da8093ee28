import { compareCodeUnits } from "../canonical/order.ts";
import { type FileRecord, recordsOf } from "./file-record.ts";

/** One name that a form can offer. */
export interface Choice {
  readonly id: string;
  readonly title: string | null;
}

/** A name that fits some checkpoints only. */
export interface FittingChoice extends Choice {
  readonly checkpoints: readonly string[];
}

/** Every name that a form can offer for a field, each list sorted by id. Broken files offer nothing. */
export interface RecordChoices {
  readonly checkpoints: readonly (Choice & { readonly assetTypes: readonly string[] })[];
  /** One entry for each checkpoint's dialect, whatever its versions; presets are those of the highest. */
  readonly profiles: readonly (FittingChoice & { readonly versions: readonly number[]; readonly presets: readonly string[] })[];
  readonly baselines: readonly (FittingChoice & { readonly profile: string | null })[];
  readonly loras: readonly (FittingChoice & { readonly scope: string; readonly assetTypes: readonly string[] })[];
  readonly tags: readonly Choice[];
  readonly entities: readonly (Choice & { readonly kind: string })[];
  readonly specs: readonly Choice[];
  readonly workflows: readonly Choice[];
  /** Types of assets that a checkpoint makes, a rule speaks of or a spec has. */
  readonly assetTypes: readonly string[];
  /** Every preset of every profile. */
  readonly presets: readonly string[];
  /** Kinds of entities that a rule speaks of or an entity has. */
  readonly entityKinds: readonly string[];
}

/** Lists what the valid records of a project offer. */
export function listChoices(files: readonly FileRecord[]): RecordChoices {
  const checkpoints = recordsOf(files, "checkpoint").map(({ value }) => value);
  const specs = recordsOf(files, "spec").map(({ value }) => value);
  const entities = recordsOf(files, "entity").map(({ value }) => value);
  const policies = recordsOf(files, "project").map(({ value }) => value.policies);
  const profiles = listProfiles(files);
  const ofPolicies = (section: (policy: (typeof policies)[number]) => object): string[] =>
    policies.flatMap((policy) => Object.keys(section(policy)));
  return {
    checkpoints: byId(checkpoints.map(({ id, title, supportedAssetTypes }) => ({ id, title, assetTypes: supportedAssetTypes }))),
    profiles,
    ...listModels(files),
    tags: byId(recordsOf(files, "tags").flatMap(({ value }) => value.tags.map(({ id, title }) => ({ id, title })))),
    entities: byId(entities.map(({ id, title, kind }) => ({ id, title, kind }))),
    specs: byId(specs.map(({ id, title }) => ({ id, title }))),
    workflows: byId(recordsOf(files, "workflow").map(({ role }) => ({ id: role.id ?? "", title: null }))),
    assetTypes: names([
      ...checkpoints.flatMap(({ supportedAssetTypes }) => supportedAssetTypes),
      ...ofPolicies((policy) => policy.assetTypes),
      ...specs.map(({ assetType }) => assetType),
    ]),
    presets: names(profiles.flatMap(({ presets }) => presets)),
    entityKinds: names([...ofPolicies((policy) => policy.entities.families), ...entities.map(({ kind }) => kind)]),
  };
}

function listModels(files: readonly FileRecord[]): Pick<RecordChoices, "baselines" | "loras"> {
  const baselines = recordsOf(files, "baseline").map(({ value }) => {
    return { id: value.id, title: null, checkpoints: [value.checkpointId], profile: value.profile ?? null };
  });
  const loras = recordsOf(files, "lora").map(({ value: { id, checkpoints, scope, assetTypes } }) => {
    return { id, title: null, checkpoints, scope, assetTypes };
  });
  return { baselines: byId(baselines), loras: byId(loras) };
}

function listProfiles(files: readonly FileRecord[]): RecordChoices["profiles"] {
  const profiles = recordsOf(files, "profile").map(({ value }) => value);
  const dialects = [...Map.groupBy(profiles, ({ checkpointId, id }) => `${checkpointId}.${id}`).values()];
  const listed = dialects.flatMap((released) => {
    const versions = released.toSorted((a, b) => a.version - b.version);
    const latest = versions.at(-1);
    if (latest === undefined) return [];
    const { id, checkpointId, presets } = latest;
    const numbers = versions.map(({ version }) => version);
    return [{ id, title: null, checkpoints: [checkpointId], versions: numbers, presets: names(Object.keys(presets)) }];
  });
  return listed.toSorted(
    (a, b) => compareCodeUnits(a.id, b.id) || compareCodeUnits(a.checkpoints[0] ?? "", b.checkpoints[0] ?? ""),
  );
}

function byId<T extends Choice>(choices: readonly T[]): readonly T[] {
  return choices.toSorted((a, b) => compareCodeUnits(a.id, b.id));
}

function names(all: readonly string[]): readonly string[] {
  return [...new Set(all)].toSorted(compareCodeUnits);
}
