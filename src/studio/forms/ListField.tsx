import type { ReactNode } from "react";
import { addItem } from "../../core/forms/form-edit.ts";
import { inSentence } from "../../core/forms/field-label.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { FieldFrame } from "./FieldFrame.tsx";
import { Field } from "./Field.tsx";
import { FieldStack } from "./FieldStack.tsx";
import { fieldIds, focusField } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import { ItemTools } from "./ItemTools.tsx";
import { InlineFields, isInline } from "./InlineFields.tsx";
import { itemName } from "./item-name.ts";
import css from "./forms.module.css";

/** A list of things with parts of their own, or of longer texts: each can be moved and removed, new ones come last. */
export function ListField({ field, isBare = false }: { readonly field: FormField; readonly isBare?: boolean }): ReactNode {
  if (isBare) return <Items field={field} />;
  return (
    <FieldFrame field={field} isSingle={false}>
      <Items field={field} />
    </FieldFrame>
  );
}

function Items({ field }: { readonly field: FormField }): ReactNode {
  const { edit } = useFormContext();
  const add = (): void => {
    edit(addItem(field));
    const last = `${field.key}[${field.fields.length}]`;
    requestAnimationFrame(() => focusField(last));
  };
  const isFull = field.fields.length >= (field.constraints.maxItems ?? Infinity);
  return (
    <>
      {field.fields.length === 0 ? null : (
        <ol className={css["items"]}>
          {field.fields.map((item, place) => (
            // Items have no names of their own that stay; their place is what they are known by.
            <li key={item.key} className={isInline(item) ? css["line"] : css["card"]}>
              <ListItem field={field} item={item} place={place} />
            </li>
          ))}
        </ol>
      )}
      {field.isReadOnly || isFull ? null : (
        <button type="button" className={css["add"]} onClick={add}>
          + Add {itemWord(field)}
        </button>
      )}
    </>
  );
}

interface ListItemProps {
  readonly field: FormField;
  readonly item: FormField;
  readonly place: number;
}

function ListItem({ field, item, place }: ListItemProps): ReactNode {
  const name = itemName(item, place);
  const tools = <ItemTools field={field} place={place} name={name} />;
  if (!isInline(item)) {
    return (
      <>
        {tools}
        <details open={field.fields.length <= 3}>
          <summary>{name}</summary>
          <FieldStack fields={item.fields} />
        </details>
      </>
    );
  }
  return (
    <>
      {item.fields.length === 0 ? (
        <LoneItem item={item} label={`${singular(field.label)} ${place + 1}`} />
      ) : (
        <InlineFields fields={item.fields} />
      )}
      {tools}
    </>
  );
}

/** An item that is one value: its place is its label, which only those need who do not see it. */
function LoneItem({ item, label }: { readonly item: FormField; readonly label: string }): ReactNode {
  const ids = fieldIds(item.key);
  return (
    <div className={css["grow"]} data-field={item.key}>
      <label className="visually-hidden" id={ids.label} htmlFor={ids.control}>
        {label}
      </label>
      <Field field={{ ...item, label }} isBare />
    </div>
  );
}

/** What one item is called on the button that adds one. */
function itemWord(field: FormField): string {
  if (field.item?.schema.properties?.["lora"] !== undefined) return "LoRA";
  return field.label.endsWith("s") ? singular(field.label) : "one";
}

/** "LoRAs" as "LoRA": the labels of lists are plural. */
function singular(label: string): string {
  const one = label.endsWith("ies") ? label.replace(/ies$/, "y") : label.replace(/s$/, "");
  return inSentence(one);
}
