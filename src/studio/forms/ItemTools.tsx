import type { ReactNode } from "react";
import { moveItem, removeItem } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

interface ItemToolsProps {
  readonly field: FormField;
  readonly place: number;
  /** What the item is called, e.g. "moss-fuzz". */
  readonly name: string;
}

/** The buttons of one item of a list: up, down, remove. The cursor follows the item that moves. */
export function ItemTools({ field, place, name }: ItemToolsProps): ReactNode {
  const { edit } = useFormContext();
  const move = (by: number): void => {
    edit(moveItem(field, place, place + by));
    requestAnimationFrame(() => document.getElementById(toolId(field, place + by, by))?.focus());
  };
  return (
    <div className={css["tools"]}>
      <button
        type="button"
        id={toolId(field, place, -1)}
        aria-label={`Up: ${name}`}
        aria-disabled={place === 0}
        onClick={() => (place === 0 ? undefined : move(-1))}
      >
        ↑
      </button>
      <button
        type="button"
        id={toolId(field, place, 1)}
        aria-label={`Down: ${name}`}
        aria-disabled={place === field.fields.length - 1}
        onClick={() => (place === field.fields.length - 1 ? undefined : move(1))}
      >
        ↓
      </button>
      <button type="button" aria-label={`Remove ${name}`} onClick={() => edit(removeItem(field, place))}>
        ×
      </button>
    </div>
  );
}

function toolId(field: FormField, place: number, by: number): string {
  return `tool-${field.key}-${place}-${by < 0 ? "up" : "down"}`;
}
