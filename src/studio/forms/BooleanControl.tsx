import type { ReactNode } from "react";
import { clear, setValue } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import { Segments } from "./Segments.tsx";
import css from "./forms.module.css";

/** Yes or no: a switch where there is a default, else three answers, because leaving it out is one of them. */
export function BooleanControl({ field }: { readonly field: FormField }): ReactNode {
  const { form, problems, edit } = useFormContext();
  if (field.default === undefined && !field.required) {
    return (
      <Segments
        field={field}
        options={[
          { value: "", label: "Not asked" },
          { value: "yes", label: "Yes" },
          { value: "no", label: "No" },
        ]}
        value={field.value === undefined ? "" : field.value === true ? "yes" : "no"}
        onChange={(value) => edit(value === "" ? clear(field) : setValue(form.input, field, value === "yes"))}
      />
    );
  }
  return (
    <label className={css["switch"]}>
      <input
        type="checkbox"
        role="switch"
        id={fieldIds(field.key).control}
        checked={field.value === true}
        disabled={field.isReadOnly}
        onChange={(event) => edit(setValue(form.input, field, event.currentTarget.checked))}
        {...describedBy(field, problems.get(field.key))}
      />
      <span aria-hidden="true" />
      {field.value === true ? "On" : "Off"}
    </label>
  );
}
