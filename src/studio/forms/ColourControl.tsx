import type { ReactNode } from "react";
import { setValue } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

const COLOUR = /^#[0-9a-fA-F]{6}$/;

/** A colour: its square opens the browser's picker, its name can be typed. */
export function ColourControl({ field }: { readonly field: FormField }): ReactNode {
  const { form, problems, edit } = useFormContext();
  const value = typeof field.value === "string" ? field.value : "";
  const set = (colour: string): void => edit(setValue(form.input, field, colour));
  return (
    <div className={css["colour"]}>
      <input
        type="color"
        aria-label={`Pick ${field.label === "" ? "a colour" : field.label}`}
        value={COLOUR.test(value) ? value : "#808080"}
        onChange={(event) => set(event.currentTarget.value)}
      />
      <input
        type="text"
        className={css["code"]}
        size={7}
        maxLength={7}
        id={fieldIds(field.key).control}
        aria-labelledby={fieldIds(field.key).label}
        value={value}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => set(event.currentTarget.value)}
        {...describedBy(field, problems.get(field.key))}
      />
    </div>
  );
}
