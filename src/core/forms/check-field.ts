import type { Choices, FormField } from "./form-field.ts";

/** Something wrong with a field, in words that say the way out. */
export interface FieldProblem {
  readonly key: string;
  readonly label: string;
  readonly message: string;
}

/** Everything wrong that a form can see by itself, field by field; the server's word is final. */
export function findFieldProblems(fields: readonly FormField[], choices: Choices): readonly FieldProblem[] {
  return fields.flatMap((field) => {
    const message = checkField(field, choices);
    const own = message === null ? [] : [{ key: field.key, label: field.label, message }];
    return [...own, ...findFieldProblems(countedBelow(field), choices)];
  });
}

function countedBelow(field: FormField): readonly FormField[] {
  return field.control === "optionalGroup" && !field.isSet ? [] : field.fields;
}

/** What is wrong with one field by itself; null when nothing is. */
function checkField(field: FormField, choices: Choices): string | null {
  if (field.irrelevant !== null) return field.isSet ? `Counts ${field.irrelevant}: remove it` : null;
  if (field.value === undefined || field.value === "" || isEmptyNeed(field))
    return field.required ? missing(field) : checkEmpty(field);
  if (typeof field.value === "string") return checkText(field, field.value, choices);
  if (typeof field.value === "number") return checkNumber(field, field.value);
  return Array.isArray(field.value) ? checkList(field, field.value, choices) : null;
}

function isEmptyNeed({ value, constraints }: FormField): boolean {
  return Array.isArray(value) && value.length === 0 && (constraints.minItems ?? 0) > 0;
}

function missing({ control }: FormField): string {
  if (control === "choice") return "Choose one";
  return control === "list" || control === "tagList" || control === "choices" ? "Add at least one" : "Fill this in";
}

/** A text that was emptied, though it may be left out, is not the same as one that is left out. */
function checkEmpty(field: FormField): string | null {
  if (!field.isSet || !isTooEmpty(field)) return null;
  return "Fill this in, or return to the default";
}

function isTooEmpty({ value, constraints, control }: FormField): boolean {
  if (Array.isArray(value)) return true;
  return value === "" && ((constraints.minLength ?? 0) > 0 || constraints.pattern !== undefined || control === "choice");
}

function checkText(field: FormField, value: string, choices: Choices): string | null {
  const { constraints, options, reference, isOpen, control } = field;
  const { minLength = 0, maxLength = Infinity } = constraints;
  if (value.length < minLength) return `At least ${minLength} characters`;
  if (value.length > maxLength) return `At most ${maxLength} characters; this has ${value.length}`;
  if (reference !== null && !isOpen) return isKnown(field, value, choices) ? null : `There is no ${reference} \`${value}\``;
  if (control === "choice" && !isOpen && !options.some((option) => option.value === value))
    return `\`${value}\` is not one of these`;
  return matches(constraints.pattern, value) ? null : patternWords(constraints.pattern ?? "");
}

function isKnown({ reference }: FormField, value: string, choices: Choices): boolean {
  const known = reference === null ? undefined : choices[reference];
  return known === undefined || known.some((choice) => choice.id === value) || value.startsWith("assetType:");
}

function matches(pattern: string | undefined, value: string): boolean {
  return pattern === undefined || new RegExp(pattern).test(value);
}

/** What a pattern asks for, in words. */
function patternWords(pattern: string): string {
  if (pattern.startsWith("^#")) return "Write a colour like #d0733a";
  if (pattern.includes("sha256")) return "Write a SHA-256: 64 hex digits, lower case";
  if (pattern.includes(":[a-z0-9]")) return "Write group:name, e.g. material:metal";
  return "Use lower-case letters, digits, - and _; begin with a letter or a digit";
}

function checkNumber({ control, constraints }: FormField, value: number): string | null {
  const { min = -Infinity, max = Infinity } = constraints;
  if (!Number.isFinite(value)) return "Write a number";
  if (control === "integer" && !Number.isInteger(value)) return "Write a whole number";
  if (value < min) return `At least ${min}`;
  return value > max ? `At most ${max}` : null;
}

function checkList(field: FormField, items: readonly unknown[], choices: Choices): string | null {
  const { maxItems = Infinity, minItems = 0 } = field.constraints;
  if (items.length < minItems) return `At least ${minItems}`;
  if (items.length > maxItems) return `At most ${maxItems}; this has ${items.length}`;
  const twice = findRepeat(field, items);
  if (twice !== undefined) return `\`${twice}\` stands here twice`;
  return field.control === "tagList" ? checkWords(field, items, choices) : null;
}

function findRepeat({ control, uniqueKey }: FormField, items: readonly unknown[]): string | undefined {
  if (control !== "tagList" && control !== "choices" && uniqueKey === null) return undefined;
  const keys = items.map((item) => String(uniqueKey === null ? item : (item as Readonly<Record<string, unknown>>)[uniqueKey]));
  return keys.find((key, index) => key !== "" && keys.indexOf(key) !== index);
}

function checkWords(field: FormField, items: readonly unknown[], choices: Choices): string | null {
  const pattern = typeof field.item?.schema.pattern === "string" ? field.item.schema.pattern : undefined;
  const words = items.filter((item) => typeof item === "string");
  const wrong = words.find((word) => !matches(pattern, word));
  if (wrong !== undefined) return `\`${wrong}\`: ${patternWords(pattern ?? "").toLowerCase()}`;
  if (field.reference === null || field.isOpen) return null;
  const unknown = words.find((word) => !isKnown(field, word, choices));
  return unknown === undefined ? null : `There is no ${field.reference} \`${unknown}\``;
}
