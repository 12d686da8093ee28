import type { ReactNode } from "react";
import type { FormField } from "../../core/forms/form-field.ts";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

interface SegmentsProps {
  readonly field: FormField;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
}

/** A few answers side by side, of which one is chosen: arrow keys move the choice. */
export function Segments({ field, options, value, onChange }: SegmentsProps): ReactNode {
  const { problems } = useFormContext();
  const ids = fieldIds(field.key);
  return (
    <div
      role="radiogroup"
      aria-labelledby={ids.label}
      className={css["segments"]}
      {...describedBy(field, problems.get(field.key))}
    >
      {options.map((option) => (
        <label key={option.value} data-chosen={option.value === value}>
          <input
            type="radio"
            name={ids.control}
            value={option.value}
            checked={option.value === value}
            disabled={field.isReadOnly}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
