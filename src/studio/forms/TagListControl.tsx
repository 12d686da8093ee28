import { useState, type KeyboardEvent, type ReactNode } from "react";
import { addItem, moveItem, removeItem } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";
import { ComboBox } from "./ComboBox.tsx";
import { describedBy } from "./FieldFrame.tsx";
import { fieldIds } from "./field-ids.ts";
import { useFormContext } from "./form-context.ts";
import css from "./forms.module.css";

/** Short words in an order: a field adds one, arrow keys go from word to word, Delete removes, Alt with an arrow moves. */
export function TagListControl({ field }: { readonly field: FormField }): ReactNode {
  const { problems, edit } = useFormContext();
  const words = Array.isArray(field.value) ? field.value.map(String) : [];
  const add = (word: string): void => {
    if (word !== "" && !words.includes(word)) edit(addItem(field, word));
  };
  const ids = fieldIds(field.key);
  const { "aria-required": _required, ...aria } = describedBy(field, problems.get(field.key));
  return (
    <div className={css["tags"]}>
      {words.length === 0 ? null : <Words field={field} words={words} />}
      {field.isReadOnly ? null : (
        <ComboBox
          id={ids.control}
          labelledBy={ids.label}
          options={field.options.filter((option) => !words.includes(option.value))}
          value=""
          isOpen={field.isOpen || field.reference === null}
          placeholder={words.length === 0 ? "None. Add one" : "Add another"}
          aria={aria}
          onChange={add}
        />
      )}
    </div>
  );
}

function Words({ field, words }: { readonly field: FormField; readonly words: readonly string[] }): ReactNode {
  const { edit } = useFormContext();
  const [chosen, setChosen] = useState(-1);
  const move = (from: number, to: number): void => {
    if (to < 0 || to >= words.length) return;
    edit(moveItem(field, from, to));
    setChosen(to);
    focusWord(field, to);
  };
  const onKeyDown = (event: KeyboardEvent, place: number): void => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by !== undefined) {
      event.preventDefault();
      if (event.altKey) move(place, place + by);
      else focusWord(field, place + by);
    } else if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      edit(removeItem(field, place));
      focusWord(field, Math.min(place, words.length - 2));
    }
  };
  return (
    <ul className={css["words"]} aria-labelledby={fieldIds(field.key).label}>
      {words.map((word, place) => (
        <li key={word} data-chosen={place === chosen}>
          <button
            type="button"
            id={wordId(field, place)}
            aria-pressed={place === chosen}
            aria-label={`${word}, ${place + 1} of ${words.length}`}
            onClick={() => setChosen(place === chosen ? -1 : place)}
            onKeyDown={(event) => onKeyDown(event, place)}
          >
            {word}
          </button>
          {place === chosen && words.length > 1 ? (
            <>
              <button type="button" aria-label={`Earlier: ${word}`} disabled={place === 0} onClick={() => move(place, place - 1)}>
                ‹
              </button>
              <button
                type="button"
                aria-label={`Later: ${word}`}
                disabled={place === words.length - 1}
                onClick={() => move(place, place + 1)}
              >
                ›
              </button>
            </>
          ) : null}
          <button type="button" aria-label={`Remove ${word}`} onClick={() => edit(removeItem(field, place))}>
            ×
          </button>
        </li>
      ))}
    </ul>
  );
}

function wordId(field: FormField, place: number): string {
  return `${fieldIds(field.key).control}-word-${place}`;
}

/** After the list was drawn anew: the word may have moved. */
function focusWord(field: FormField, place: number): void {
  requestAnimationFrame(() => document.getElementById(wordId(field, place))?.focus());
}
