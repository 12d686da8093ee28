import type { ReactNode } from "react";
import { clear, setValue } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { ComboBox } from "./ComboBox.tsx";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import { isSideBySide } from "./side-by-side.ts";
import { Segments } from "./Segments.tsx";
import css from "./forms.module.css";

/** One of several: side by side when few, a list when many, a list to type into when they are names of records. */
export function ChoiceControl({ field }: { readonly field: FormField }): ReactNode {
  const { form, problems, edit } = useFormContext();
  const value = typeof field.value === "string" ? field.value : "";
  const choose = (chosen: string): void =>
    edit(chosen === "" && !field.required ? clear(field) : setValue(form.input, field, chosen));
  if (field.reference !== null) {
    return (
      <ComboBox
        id={fieldIds(field.key).control}
        labelledBy={fieldIds(field.key).label}
        options={field.options}
        value={value}
        isOpen={field.isOpen}
        isReadOnly={field.isReadOnly}
        placeholder={field.required ? "Choose" : "Not set"}
        aria={describedBy(field, problems.get(field.key))}
        onChange={choose}
      />
    );
  }
  if (isSideBySide(field)) return <Segments field={field} options={field.options} value={value} onChange={choose} />;
  return (
    <select
      id={fieldIds(field.key).control}
      className={css["select"]}
      value={value}
      disabled={field.isReadOnly}
      onChange={(event) => choose(event.currentTarget.value)}
      {...describedBy(field, problems.get(field.key))}
    >
      {field.default === undefined ? <option value="">{field.required ? "Choose" : "Not set"}</option> : null}
      {field.options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
