import type { FormField, FormKind } from "./form-field.ts";
import { FORM_LAYOUT } from "./form-layout.ts";

/** A part of a form with its fields. */
export interface FormSection {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly fields: readonly FormField[];
  /** Folded away at first. */
  readonly more: readonly FormField[];
}

/**
 * Puts fields into the sections of their kind. A group that is named after some of its fields stands there without them;
 * what no section names comes last, under a heading of its own.
 */
export function layOut(kind: FormKind, fields: readonly FormField[]): readonly FormSection[] {
  const layout = FORM_LAYOUT[kind];
  const named = new Set(layout.flatMap(({ fields: shown, more }) => [...shown, ...(more ?? [])]));
  const pick = (patterns: readonly string[]): FormField[] => patterns.flatMap((pattern) => find(fields, pattern, named) ?? []);
  const sections = layout.map(({ id, title, help, fields: shown, more }) => ({
    id,
    title,
    help,
    fields: pick(shown),
    more: pick(more ?? []),
  }));
  const rest = withoutNamed(fields, named);
  if (rest.length === 0) return sections;
  return [...sections, { id: "other", title: "Other", help: "Everything else.", fields: rest, more: [] }];
}

function find(fields: readonly FormField[], pattern: string, named: ReadonlySet<string>): FormField | undefined {
  const field = fields.find((each) => pattern === each.pattern || pattern.startsWith(`${each.pattern}.`));
  if (field === undefined) return undefined;
  if (field.pattern !== pattern) return find(field.fields, pattern, named);
  return { ...field, fields: field.fields.filter((each) => !named.has(each.pattern)) };
}

function withoutNamed(fields: readonly FormField[], named: ReadonlySet<string>): FormField[] {
  return fields.flatMap((field) => {
    if (named.has(field.pattern)) return [];
    const isSplit = [...named].some((pattern) => pattern.startsWith(`${field.pattern}.`));
    return isSplit ? withoutNamed(field.fields, named) : [field];
  });
}
