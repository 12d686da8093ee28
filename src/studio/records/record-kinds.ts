import type { FormKind } from "../../core/forms/form-field.ts";

/** How a kind of record is spoken of. */
export interface RecordWords {
  readonly kind: FormKind;
  readonly one: string;
  readonly many: string;
  /** One sentence: what it is for. */
  readonly sentence: string;
  /** The id, where there is only one of the kind. */
  readonly only: string | null;
}

/** The kinds that the settings show, in the order in which one sets a project up. */
export const RECORD_WORDS: readonly RecordWords[] = [
  {
    kind: "project",
    one: "policies",
    many: "Policies",
    sentence: "The rules of the project: demands, limits, routes, retries and defaults.",
    only: "project",
  },
  {
    kind: "checkpoint",
    one: "checkpoint",
    many: "Checkpoints",
    sentence: "Base models: what each can make, and with which parameters.",
    only: null,
  },
  {
    kind: "profile",
    one: "profile",
    many: "Profiles",
    sentence: "How each checkpoint is spoken to. A saved profile is a new version; released ones never change.",
    only: null,
  },
  {
    kind: "baseline",
    one: "baseline",
    many: "Baselines",
    sentence: "Packages of quality and cohesion, each bound to one checkpoint.",
    only: null,
  },
  {
    kind: "lora",
    one: "LoRA",
    many: "LoRAs",
    sentence: "Small models that adjust a checkpoint, with their releases.",
    only: null,
  },
  {
    kind: "tags",
    one: "tag catalogue",
    many: "Tags",
    sentence: "What each tag says to each checkpoint, which LoRAs it brings, what it demands.",
    only: "tags",
  },
  {
    kind: "entity",
    one: "entity",
    many: "Entities",
    sentence: "Families of assets that must look like one thing.",
    only: null,
  },
];

export function findRecordWords(kind: string): RecordWords | undefined {
  return RECORD_WORDS.find((words) => words.kind === kind);
}
