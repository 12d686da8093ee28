import type { ReactNode } from "react";
import { clear } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { valueLabel } from "../../core/forms/field-label.ts";
import { plainText } from "../../core/plan-view/plain-text.ts";
import { InlineCode } from "../text/InlineCode.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

interface FieldFrameProps {
  readonly field: FormField;
  readonly children: ReactNode;
  /** Whether the label names one control; false for a group of several, which is named by the label instead. */
  readonly isSingle?: boolean;
}

/** One field: its label, its control, what it means, what is wrong with it, and the way back to its default. */
export function FieldFrame({ field, children, isSingle = true }: FieldFrameProps): ReactNode {
  const { problems, touch } = useFormContext();
  const ids = fieldIds(field.key);
  const problem = problems.get(field.key);
  const label = (
    <>
      {field.label}
      {isAwaited(field) ? <span className={css["required"]}>required</span> : null}
    </>
  );
  return (
    <div className={css["row"]} data-field={field.key} data-wrong={problem !== undefined} onBlur={() => touch(field.key)}>
      {isSingle ? (
        <label className={css["label"]} id={ids.label} htmlFor={ids.control}>
          {label}
        </label>
      ) : (
        <span className={css["label"]} id={ids.label}>
          {label}
        </span>
      )}
      <div className={css["cell"]}>
        {children}
        {problem === undefined ? null : (
          <p className={css["error"]} id={ids.error}>
            <span aria-hidden="true">✕</span> <InlineCode text={problem} />
          </p>
        )}
        <FieldFoot field={field} />
      </div>
    </div>
  );
}

/** Whether something must still be filled in; said of what is filled in already, it would only be noise. */
function isAwaited({ required, isReadOnly, value }: FormField): boolean {
  const isEmpty = value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  return required && !isReadOnly && isEmpty;
}

/** The line below a control: help, and the default or the way back to it. */
function FieldFoot({ field }: { readonly field: FormField }): ReactNode {
  const { edit } = useFormContext();
  const ids = fieldIds(field.key);
  const fallback = defaultText(field);
  const canReset = fallback !== null && field.isSet && !field.required && !field.isReadOnly;
  if (field.help === null && fallback === null && !canReset) return null;
  return (
    <div className={css["foot"]}>
      <p className={css["help"]} id={ids.help}>
        {field.help === null ? null : <InlineCode text={field.help} />}
        {!field.isSet && fallback !== null ? <span className={css["default"]}> · default: {fallback}</span> : null}
      </p>
      {canReset ? (
        <button type="button" className={css["reset"]} onClick={() => edit(clear(field))}>
          <span aria-hidden="true">↺</span> {field.default === undefined ? fallback : `default: ${fallback}`}
          <span className={css["hidden"]}> ({field.label})</span>
        </button>
      ) : null}
    </div>
  );
}

/** What a field returns to, in words; null where emptying its control does that already. */
function defaultText({ default: value, options, control, value: now }: FormField): string | null {
  // A list that may be left out says something else when it is empty.
  if (value === undefined && Array.isArray(now)) return "leave out";
  if (value === undefined || value === "" || typeof value === "object") {
    return Array.isArray(value) && value.length > 0 ? value.map((each) => valueLabel(String(each))).join(", ") : null;
  }
  if (control === "choice") return options.find((option) => option.value === value)?.label ?? plainText(value);
  return plainText(value);
}

/** What a control says of itself to those who do not see it. */
export function describedBy(field: FormField, problem: string | undefined): Record<string, string | boolean | undefined> {
  const ids = fieldIds(field.key);
  const hasFoot = field.help !== null || field.default !== undefined;
  const described = [problem === undefined ? "" : ids.error, hasFoot ? ids.help : ""].filter((id) => id !== "").join(" ");
  return {
    "aria-describedby": described === "" ? undefined : described,
    "aria-invalid": problem === undefined ? undefined : true,
    "aria-required": field.required ? true : undefined,
  };
}
