import type { RecordChoices } from "../authored/record-choices.ts";
import type { Choice, Choices } from "./form-field.ts";

/** The names that the records of a project offer, by what a form's fields speak of. */
export function toChoices(offered: RecordChoices): Choices {
  const { checkpoints, profiles, baselines, loras, tags, entities, workflows } = offered;
  const presets = profiles.flatMap(({ id, checkpoints: fitting, presets: names }) =>
    names.map((name): Choice => ({ id: name, checkpoints: fitting, profile: id })),
  );
  return {
    checkpoint: checkpoints,
    profile: profiles,
    baseline: baselines.map(({ id, title, checkpoints: fitting }) => ({ id, title, checkpoints: fitting })),
    lora: loras,
    tag: tags,
    entity: entities,
    workflow: workflows,
    preset: presets,
    assetType: plain(offered.assetTypes),
    entityKind: plain(offered.entityKinds),
  };
}

function plain(names: readonly string[]): readonly Choice[] {
  return names.map((id) => ({ id }));
}
