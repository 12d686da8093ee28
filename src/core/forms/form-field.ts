import type { Path } from "../authored/source-tree.ts";

/** Kinds of records that have a form. */
export const FORM_KINDS = ["project", "checkpoint", "profile", "baseline", "lora", "tags", "entity", "spec"] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/** The part of JSON Schema (draft 2020-12) that authored records use. */
export interface FormSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | FormSchema;
  readonly propertyNames?: FormSchema;
  readonly items?: boolean | FormSchema;
  readonly prefixItems?: readonly FormSchema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/**
 * How a value is entered. `choice` picks one, `choices` any of a closed list; `tagList` is a list of short words in an
 * order; a `record` has keys of the author's choice; an `optionalGroup` can be absent as a whole.
 */
export type Control =
  | "text"
  | "multiline"
  | "slug"
  | "integer"
  | "number"
  | "boolean"
  | "choice"
  | "choices"
  | "tagList"
  | "colour"
  | "record"
  | "list"
  | "group"
  | "tuple"
  | "optionalGroup";

/** What one value may be; lengths in UTF-16 units, counts in items. */
export interface Constraints {
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
}

/** One value on offer, e.g. `{ value: "moss-fuzz", label: "Moss fuzz", note: "for copax" }`. */
export interface Option {
  readonly value: string;
  readonly label: string;
  /** A word more, e.g. which checkpoints it fits. */
  readonly note: string | null;
}

/** What kind of thing a name stands for; `choices` has the things there are. */
export type ReferenceKind =
  | "assetType"
  | "checkpoint"
  | "profile"
  | "baseline"
  | "lora"
  | "tag"
  | "entity"
  | "preset"
  | "workflow"
  | "family"
  | "entityKind"
  | "check";

/** One thing that can be named. */
export interface Choice {
  readonly id: string;
  readonly title?: string | null;
  /** Checkpoints it fits; absent, null or empty when it fits all. */
  readonly checkpoints?: readonly string[] | null;
  /** Presets: the profile that has it. */
  readonly profile?: string;
  /** LoRAs: the stack layer it is made for. */
  readonly scope?: string;
}

/** Everything that can be named, by kind. A kind that is missing is not known here, so nothing is said about its names. */
export type Choices = Readonly<Partial<Record<ReferenceKind, readonly Choice[]>>>;

/** What a new item of a list, or a new entry of a record, is. */
export interface ItemTemplate {
  readonly control: Control;
  /** The least value that can stand there, e.g. `{ lora: "" }`. */
  readonly start: unknown;
  readonly schema: FormSchema;
  /** Names on offer: of the items of a word list, or of the keys of a record. */
  readonly options: readonly Option[];
  /** Whether other names than those on offer may be given. */
  readonly isOpen: boolean;
  readonly keyPattern: string | null;
}

/** One value of a record as it is shown and changed. */
export interface FormField {
  readonly path: Path;
  /** The path as people write it, e.g. `output.states[2]`; unique in its form. */
  readonly key: string;
  /** The path with `*` for places in lists and keys of the author's choice, e.g. `loras.*.lora`. */
  readonly pattern: string;
  readonly label: string;
  readonly help: string | null;
  readonly control: Control;
  /** Whether a record without it is invalid. */
  readonly required: boolean;
  /** What counts: the authored value, else the default; undefined when there is neither. */
  readonly value: unknown;
  /** Undefined when there is none. */
  readonly default: unknown;
  /** Whether the author wrote it. */
  readonly isSet: boolean;
  /** What is removed to return to the default: the value, with the groups that it alone kept from being empty. */
  readonly resetPath: Path;
  /** What the field is made from. */
  readonly schema: FormSchema;
  readonly constraints: Constraints;
  readonly options: readonly Option[];
  /** Whether other values than the options may be given. */
  readonly isOpen: boolean;
  readonly reference: ReferenceKind | null;
  readonly isReadOnly: boolean;
  /** Null when it counts; else why it does not, e.g. "only with kind `animation`". */
  readonly irrelevant: string | null;
  /** Fields of a group, places of a tuple, items of a list, entries of a record. */
  readonly fields: readonly FormField[];
  /** Lists, word lists and records: what can be added. */
  readonly item: ItemTemplate | null;
  /** Lists of groups: the key that each item must have alone. */
  readonly uniqueKey: string | null;
}
