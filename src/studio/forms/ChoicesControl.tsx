import type { ReactNode } from "react";
import { setValue } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

/** Any of a closed list, each with a box to tick. */
export function ChoicesControl({ field }: { readonly field: FormField }): ReactNode {
  const { form, problems, edit } = useFormContext();
  const chosen = Array.isArray(field.value) ? field.value.map(String) : [];
  const toggle = (value: string, isOn: boolean): void =>
    edit(setValue(form.input, field, isOn ? [...chosen, value] : chosen.filter((each) => each !== value)));
  const { "aria-required": _required, ...aria } = describedBy(field, problems.get(field.key));
  return (
    <div role="group" aria-labelledby={fieldIds(field.key).label} className={css["boxes"]} {...aria}>
      {field.options.map((option) => (
        <label key={option.value} className={css["box"]}>
          <input
            type="checkbox"
            checked={chosen.includes(option.value)}
            disabled={field.isReadOnly}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
