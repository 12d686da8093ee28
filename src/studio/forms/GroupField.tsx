import type { ReactNode } from "react";
import { clear, setValue } from "../../core/forms/form-edit.ts";
import { inSentence } from "../../core/forms/field-label.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { startValue } from "../../core/forms/start-value.ts";
import { InlineCode } from "../text/InlineCode.tsx";
import { FieldStack } from "./FieldStack.tsx";
import { fieldIds, focusField } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import { InlineFields, isInline } from "./InlineFields.tsx";
import css from "./forms.module.css";

/** Fields that belong together, under one heading. */
export function GroupField({ field }: { readonly field: FormField }): ReactNode {
  return (
    <fieldset className={css["group"]} data-field={field.key} aria-describedby={fieldIds(field.key).help}>
      <legend>{field.label}</legend>
      <GroupHelp field={field} />
      <FieldStack fields={field.fields} />
    </fieldset>
  );
}

function GroupHelp({ field }: { readonly field: FormField }): ReactNode {
  const { problems } = useFormContext();
  const problem = problems.get(field.key);
  return (
    <>
      <p className={css["help"]} id={fieldIds(field.key).help}>
        {field.help === null ? null : <InlineCode text={field.help} />}
      </p>
      {problem === undefined ? null : (
        <p className={css["error"]}>
          <span aria-hidden="true">✕</span> <InlineCode text={problem} />
        </p>
      )}
    </>
  );
}

/** A group that may be absent: a button brings it, another takes it away as a whole. */
export function OptionalGroupField({ field }: { readonly field: FormField }): ReactNode {
  const { form, edit } = useFormContext();
  const isShown = field.isSet;
  const add = (): void => {
    edit(setValue(form.input, field, startValue(field.schema, field.pattern)));
    requestAnimationFrame(() => focusField(field.key));
  };
  if (!isShown) {
    return (
      <div className={css["row"]} data-field={field.key}>
        <span className={css["label"]}>{field.label}</span>
        <div className={css["cell"]}>
          <button type="button" className={css["add"]} disabled={field.isReadOnly} onClick={add}>
            + Set {inSentence(field.label)}
          </button>
          <div className={css["foot"]}>
            <p className={css["help"]}>
              {field.help === null ? null : <InlineCode text={field.help} />}
              <span className={css["default"]}> · not set</span>
            </p>
          </div>
        </div>
      </div>
    );
  }
  return (
    <fieldset className={css["group"]} data-field={field.key} aria-describedby={fieldIds(field.key).help}>
      <legend>{field.label}</legend>
      {field.isReadOnly ? null : (
        <button type="button" className={css["reset"]} onClick={() => edit(clear(field))}>
          <span aria-hidden="true">↺</span> leave out<span className={css["hidden"]}> ({field.label})</span>
        </button>
      )}
      <GroupHelp field={field} />
      {isInline(field) && field.fields.length > 0 ? <InlineFields fields={field.fields} /> : <FieldStack fields={field.fields} />}
    </fieldset>
  );
}
