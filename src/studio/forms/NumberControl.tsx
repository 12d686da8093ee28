import { useState, type KeyboardEvent, type ReactNode } from "react";
import { clear, setValue } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import { stepNumber } from "./step-number.ts";
import css from "./forms.module.css";

/** A number: typed, or stepped with the arrow keys (with Shift by ten steps) and the two buttons. */
export function NumberControl({ field }: { readonly field: FormField }): ReactNode {
  const { form, problems, edit, touch } = useFormContext();
  const [typed, setTyped] = useState<string | null>(null);
  const value = typeof field.value === "number" ? field.value : null;
  const step = (by: number): void => {
    setTyped(null);
    edit(setValue(form.input, field, stepNumber(field, by)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (by === 0 || field.isReadOnly) return;
    event.preventDefault();
    step(event.shiftKey ? by * 10 : by);
  };
  const onType = (text: string): void => {
    setTyped(text);
    const number = Number(text.replace(",", "."));
    if (text.trim() === "") edit(clear(field));
    else if (Number.isFinite(number)) edit(setValue(form.input, field, number));
  };
  const { min, max } = field.constraints;
  return (
    <div className={css["number"]}>
      <input
        type="text"
        role="spinbutton"
        inputMode={field.control === "integer" ? "numeric" : "decimal"}
        autoComplete="off"
        className={css["input"]}
        id={fieldIds(field.key).control}
        value={typed ?? (value === null ? "" : String(value))}
        placeholder={value === null ? "—" : undefined}
        readOnly={field.isReadOnly}
        aria-valuenow={value ?? undefined}
        aria-valuemin={min}
        aria-valuemax={max}
        onChange={(event) => onType(event.currentTarget.value)}
        onBlur={() => {
          setTyped(null);
          touch(field.key);
        }}
        onKeyDown={onKeyDown}
        {...describedBy(field, problems.get(field.key))}
      />
      {field.isReadOnly ? null : (
        <>
          <StepButton field={field} sign="−" onPress={() => step(-1)} />
          <StepButton field={field} sign="+" onPress={() => step(1)} />
        </>
      )}
    </div>
  );
}

interface StepButtonProps {
  readonly field: FormField;
  readonly sign: "−" | "+";
  readonly onPress: () => void;
}

/** Left out of the tab order: the arrow keys in the field do the same. */
function StepButton({ field, sign, onPress }: StepButtonProps): ReactNode {
  const label = `${sign === "+" ? "More" : "Less"}: ${field.label}`;
  return (
    <button type="button" tabIndex={-1} className={css["step"]} aria-label={label} onClick={onPress}>
      {sign}
    </button>
  );
}
