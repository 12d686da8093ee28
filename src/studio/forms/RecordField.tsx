import { useId, useState, type ReactNode } from "react";
import { addKey, removeKey, renameKey } from "../../core/forms/form-edit.ts";
import { inSentence } from "../../core/forms/field-label.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { ComboBox } from "./ComboBox.tsx";
import { Field } from "./Field.tsx";
import { FieldFrame } from "./FieldFrame.tsx";
import { FieldStack } from "./FieldStack.tsx";
import { fieldIds, focusField } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

/** Entries under names of the author's choice: each can be named anew and removed. */
export function RecordField({ field }: { readonly field: FormField }): ReactNode {
  return (
    <FieldFrame field={field} isSingle={false}>
      {field.fields.length === 0 ? null : (
        <ul className={css["items"]}>
          {field.fields.map((entry) => (
            <li key={entry.key} className={entry.fields.length === 0 && entry.item === null ? css["line"] : css["card"]}>
              <Entry field={field} entry={entry} />
            </li>
          ))}
        </ul>
      )}
      {field.isReadOnly ? null : <AddEntry field={field} />}
    </FieldFrame>
  );
}

interface EntryProps {
  readonly field: FormField;
  readonly entry: FormField;
}

function Entry({ field, entry }: EntryProps): ReactNode {
  const { edit } = useFormContext();
  const name = String(entry.path.at(-1));
  const isSmall = entry.fields.length === 0 && entry.item === null;
  const tools = (
    <div className={css["tools"]}>
      <RenameEntry field={field} name={name} />
      <button type="button" aria-label={`Remove ${name}`} onClick={() => edit(removeKey(field, name))}>
        ×
      </button>
    </div>
  );
  if (isSmall) {
    const ids = fieldIds(entry.key);
    return (
      <>
        <label className={css["key"]} id={ids.label} htmlFor={ids.control}>
          {name}
        </label>
        <div className={css["grow"]} data-field={entry.key}>
          <Field field={{ ...entry, label: name }} isBare />
        </div>
        {tools}
      </>
    );
  }
  return (
    <>
      {tools}
      <details open={field.fields.length <= 2}>
        <summary>
          <code>{name}</code>
        </summary>
        {entry.item === null ? <FieldStack fields={entry.fields} /> : <Field field={{ ...entry, label: name }} isBare />}
      </details>
    </>
  );
}

function RenameEntry({ field, name }: { readonly field: FormField; readonly name: string }): ReactNode {
  const { edit } = useFormContext();
  const [typed, setTyped] = useState<string | null>(null);
  if (typed === null) {
    return (
      <button type="button" aria-label={`Rename ${name}`} onClick={() => setTyped(name)}>
        ✎
      </button>
    );
  }
  const isFree = typed === name || (isKey(field, typed) && !field.fields.some((entry) => entry.path.at(-1) === typed));
  const finish = (): void => {
    if (isFree) edit(renameKey(field, name, typed));
    setTyped(null);
  };
  return (
    <input
      // The person asked for this field by pressing its button.
      ref={(input) => input?.focus()}
      className={css["code"]}
      aria-label={`New name of ${name}`}
      aria-invalid={!isFree}
      value={typed}
      size={16}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === "Enter") finish();
        if (event.key === "Escape") setTyped(null);
      }}
    />
  );
}

function AddEntry({ field }: { readonly field: FormField }): ReactNode {
  const { edit } = useFormContext();
  const [refused, setRefused] = useState<string | null>(null);
  const id = useId();
  const taken = new Set(field.fields.map((entry) => String(entry.path.at(-1))));
  const add = (name: string): void => {
    if (name === "") return;
    if (taken.has(name)) setRefused(`\`${name}\` is there already`);
    else if (!isKey(field, name)) setRefused("Use lower-case letters, digits, - and _");
    else {
      setRefused(null);
      edit(addKey(field, name));
      requestAnimationFrame(() => focusField(`${field.key}.${name}`));
    }
  };
  return (
    <div className={css["addEntry"]}>
      <ComboBox
        id={fieldIds(field.key).control}
        labelledBy={fieldIds(field.key).label}
        options={(field.item?.options ?? []).filter((option) => !taken.has(option.value))}
        value=""
        isOpen={field.item?.isOpen ?? true}
        placeholder={`+ Add to ${inSentence(field.label)}`}
        aria={{ "aria-label": `Add to ${field.label}`, "aria-describedby": refused === null ? undefined : id }}
        onChange={add}
      />
      {refused === null ? null : (
        <p className={css["error"]} id={id}>
          <span aria-hidden="true">✕</span> {refused}
        </p>
      )}
    </div>
  );
}

function isKey(field: FormField, name: string): boolean {
  const pattern = field.item?.keyPattern;
  return pattern == null || new RegExp(pattern).test(name);
}
