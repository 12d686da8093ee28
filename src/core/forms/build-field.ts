import type { Path } from "../authored/source-tree.ts";
import { formatPath } from "../authored/wording.ts";
import { chooseControl } from "./choose-control.ts";
import { fieldLabel, valueLabel } from "./field-label.ts";
import { findReferenceHint, findRelevance, findUniqueKey, isReadOnlyField } from "./field-hints.ts";
import type { Choices, Constraints, FormField, FormKind, FormSchema, ItemTemplate, Option } from "./form-field.ts";
import { offerOptions } from "./offer-options.ts";
import { startValue } from "./start-value.ts";
import { isMap } from "./value-at.ts";

/** What a form is made from. */
export interface FormInput {
  readonly kind: FormKind;
  readonly schema: FormSchema;
  /** The record as its author wrote it, defaults left out. */
  readonly value: unknown;
  readonly choices: Choices;
  /** Whether the record does not exist yet, so that its id may be chosen. */
  readonly isNew: boolean;
}

/** One place of the schema, with what stands there. */
export interface FieldPlace {
  readonly schema: FormSchema;
  readonly path: Path;
  readonly pattern: string;
  /** Undefined when the author wrote nothing there. */
  readonly value: unknown;
  readonly required: boolean;
  /** What the removal of this value removes. */
  readonly resetPath: Path;
  /** Values of the fields beside it, defaults included. */
  readonly beside: Readonly<Record<string, unknown>>;
}

/** Makes the field of one place of a record's schema, with all fields below it. */
export function buildField(input: FormInput, place: FieldPlace): FormField {
  const { schema, path, pattern, value } = place;
  const relevance = findRelevance(input.kind, pattern);
  const counts = relevance === undefined || relevance.is.includes(place.beside[relevance.on]);
  const reference = findReferenceHint(input.kind, pattern);
  const entered = chooseControl(schema, !place.required);
  const isSet = value !== undefined;
  return {
    path,
    key: formatPath(path),
    pattern,
    label: fieldLabel(pattern),
    help: schema.description ?? null,
    control: reference !== undefined && entered === "slug" ? "choice" : entered,
    required: place.required || (relevance?.isRequired === true && counts),
    value: isSet ? value : schema.default,
    default: schema.default,
    isSet,
    resetPath: place.resetPath,
    schema,
    constraints: constraintsOf(schema),
    options: optionsOf(input, place),
    isOpen: reference?.isOpen ?? false,
    reference: reference?.to ?? null,
    isReadOnly: isReadOnlyField({ ...input, pattern }),
    irrelevant: relevance === undefined || counts ? null : whenItCounts(relevance),
    fields: fieldsBelow(input, place),
    item: itemTemplate(input, place),
    uniqueKey: findUniqueKey(input.kind, pattern),
  };
}

function whenItCounts({ on, is }: { on: string; is: readonly unknown[] }): string {
  return `only with ${fieldLabel(on).toLowerCase()} ${is.map((each) => valueLabel(String(each)).toLowerCase()).join(" or ")}`;
}

function constraintsOf(schema: FormSchema): Constraints {
  const { minimum: min, maximum: max, minLength, maxLength, minItems, maxItems, pattern } = schema;
  const all = { min, max, minLength, maxLength, minItems, maxItems, pattern };
  return Object.fromEntries(Object.entries(all).filter(([, each]) => each !== undefined));
}

function optionsOf(input: FormInput, { schema, path, pattern }: FieldPlace): readonly Option[] {
  const closed = schema.enum ?? (typeof schema.items === "object" ? schema.items.enum : undefined);
  if (closed !== undefined) return closed.map((value) => ({ value, label: valueLabel(value), note: null }));
  const reference = findReferenceHint(input.kind, pattern);
  return reference === undefined ? [] : offerOptions(reference.to, { ...input, path });
}

function itemTemplate(input: FormInput, { schema, path, pattern }: FieldPlace): ItemTemplate | null {
  const inner = typeof schema.items === "object" ? schema.items : schema.additionalProperties;
  if (typeof inner !== "object") return null;
  const keys = schema.type === "object" ? findReferenceHint(input.kind, `${pattern}.{}`) : undefined;
  return {
    control: chooseControl(inner, false),
    start: startValue(inner, `${pattern}.*`),
    schema: inner,
    options: keys === undefined ? [] : offerOptions(keys.to, { ...input, path }),
    isOpen: keys?.isOpen ?? true,
    keyPattern: schema.propertyNames?.pattern ?? null,
  };
}

function fieldsBelow(input: FormInput, place: FieldPlace): readonly FormField[] {
  const { schema, value } = place;
  if (schema.properties !== undefined) return groupFields(input, place);
  if (schema.type === "object") {
    const entries = Object.entries(isMap(value) ? value : {});
    return entries.map(([key, each]) => buildField(input, below(place, { step: key, schema: valuesOf(schema), value: each })));
  }
  const items: readonly unknown[] = schema.type === "array" ? listOf(value ?? schema.default) : [];
  const { prefixItems, items: every } = schema;
  if (prefixItems !== undefined) {
    return prefixItems.map((each, step) => buildField(input, below(place, { step, schema: each, value: items[step] })));
  }
  if (typeof every !== "object") return [];
  // Words stand in one control; only what has parts of its own becomes fields.
  if (["choices", "tagList"].includes(chooseControl(schema, false))) return [];
  return items.map((each, step) => buildField(input, below(place, { step, schema: every, value: each })));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function valuesOf(schema: FormSchema): FormSchema {
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
}

function groupFields(input: FormInput, place: FieldPlace): readonly FormField[] {
  const { schema, path, pattern } = place;
  const value = isMap(place.value) ? place.value : {};
  const properties = Object.entries(schema.properties ?? {});
  const beside = Object.fromEntries(properties.map(([key, each]) => [key, value[key] ?? each.default]));
  const isOnlyOne = schema.default !== undefined && Object.keys(value).length === 1;
  return properties.map(([key, each]) =>
    buildField(input, {
      schema: each,
      path: [...path, key],
      pattern: pattern === "" ? key : `${pattern}.${key}`,
      value: value[key],
      required: schema.required?.includes(key) === true,
      resetPath: isOnlyOne && value[key] !== undefined ? place.resetPath : [...path, key],
      beside,
    }),
  );
}

/** A place in a list, a tuple or a record. */
function below(place: FieldPlace, at: { step: string | number; schema: FormSchema; value: unknown }): FieldPlace {
  const path = [...place.path, at.step];
  const isTuple = place.schema.prefixItems !== undefined;
  const pattern = `${place.pattern}.${isTuple ? at.step : "*"}`;
  return { schema: at.schema, path, pattern, value: at.value, required: true, resetPath: path, beside: {} };
}
