import type { ReactNode } from "react";
import { clear } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { Field } from "./Field.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

/** Controls that are low and narrow enough to stand beside each other. */
const NARROW: ReadonlySet<FormField["control"]> = new Set(["text", "slug", "integer", "number", "choice", "colour", "boolean"]);

/** Whether a thing with parts fits on one line; a single text always does. */
export function isInline(item: FormField): boolean {
  if (item.fields.length === 0) return item.control !== "record" && item.control !== "list";
  return item.fields.length <= 3 && item.fields.every((field) => NARROW.has(field.control) || field.control === "tagList");
}

/** The parts of a small thing, side by side, each with its own small label. */
export function InlineFields({ fields }: { readonly fields: readonly FormField[] }): ReactNode {
  return (
    <div className={css["inline"]}>
      {fields.map((field) => (
        <InlineField key={field.key} field={field} />
      ))}
    </div>
  );
}

function InlineField({ field }: { readonly field: FormField }): ReactNode {
  const { problems, edit, touch } = useFormContext();
  const ids = fieldIds(field.key);
  const problem = problems.get(field.key);
  return (
    <div data-field={field.key} data-control={field.control} data-wrong={problem !== undefined} onBlur={() => touch(field.key)}>
      <label id={ids.label} htmlFor={ids.control} title={field.help ?? undefined}>
        {field.label}
        {field.isSet && !field.required && field.default !== undefined ? (
          <button
            type="button"
            className={css["reset"]}
            aria-label={`Leave out: ${field.label}`}
            onClick={() => edit(clear(field))}
          >
            ↺
          </button>
        ) : null}
      </label>
      <Field field={field} isBare />
      {problem === undefined ? null : (
        <p className={css["error"]} id={ids.error}>
          <span aria-hidden="true">✕</span> {problem}
        </p>
      )}
      <span id={ids.help} className={css["hidden"]}>
        {field.help}
      </span>
    </div>
  );
}

/** A few values that belong together, in their order. */
export function TupleField({ field }: { readonly field: FormField }): ReactNode {
  return <InlineFields fields={field.fields} />;
}
