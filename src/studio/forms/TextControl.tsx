import type { ChangeEvent, ReactNode } from "react";
import { clear, setValue } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

/** A line of text; ids and paths are set in the fixed-width face. */
export function TextControl({ field }: { readonly field: FormField }): ReactNode {
  const props = useTextProps(field);
  const isCode = field.control === "slug" || field.constraints.pattern !== undefined || field.control === "text";
  return <input type="text" className={isCode && field.constraints.maxLength !== 200 ? css["code"] : css["input"]} {...props} />;
}

/** Text over several lines, as high as what it holds. */
export function MultilineControl({ field }: { readonly field: FormField }): ReactNode {
  return <textarea rows={2} className={css["area"]} {...useTextProps(field)} />;
}

interface TextProps {
  readonly id: string;
  readonly value: string;
  readonly readOnly: boolean;
  readonly spellCheck: boolean;
  readonly autoComplete: "off";
  readonly onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
}

function useTextProps(field: FormField): TextProps {
  const { form, problems, edit } = useFormContext();
  return {
    id: fieldIds(field.key).control,
    value: typeof field.value === "string" ? field.value : "",
    readOnly: field.isReadOnly,
    spellCheck: field.control === "multiline",
    autoComplete: "off",
    onChange: (event) => {
      const text = event.currentTarget.value;
      // An emptied text that may be left out is left out.
      const isLeftOut = text === "" && !field.required && (field.default ?? "") === "";
      edit(isLeftOut ? clear(field) : setValue(form.input, field, text));
    },
    ...describedBy(field, problems.get(field.key)),
  };
}
