import { useId, type ReactNode } from "react";
import type { Option } from "../../core/forms/form-field.ts";
import { ComboList } from "./ComboList.tsx";
import { useComboBox } from "./use-combo-box.ts";
import css from "./forms.module.css";

interface ComboBoxProps {
  readonly id: string;
  readonly labelledBy: string;
  readonly options: readonly Option[];
  readonly value: string;
  /** Whether a name may be given that is not on offer. */
  readonly isOpen: boolean;
  readonly isReadOnly?: boolean;
  readonly placeholder: string;
  readonly aria?: Readonly<Record<string, string | boolean | undefined>>;
  /** Gets a value, or "" when the field was emptied. */
  readonly onChange: (value: string) => void;
}

/**
 * A field to type into with names on offer below it. Typing narrows them, arrows choose, Enter takes, Escape leaves the
 * value as it was.
 */
export function ComboBox({ options, value, isOpen, isReadOnly = false, onChange, ...props }: ComboBoxProps): ReactNode {
  const box = useComboBox({ options, value, isOpen, isReadOnly, onChange });
  const listId = useId();
  const named = box.typed === null ? options.find((option) => option.value === value) : undefined;
  const code = named !== undefined && named.label !== named.value ? named.value : null;
  return (
    <div
      className={css["combo"]}
      onBlur={(event) => (event.currentTarget.contains(event.relatedTarget) ? undefined : box.leave())}
    >
      <input
        type="text"
        role="combobox"
        id={props.id}
        className={css["input"]}
        aria-autocomplete="list"
        {...listAria(box, listId)}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        readOnly={isReadOnly}
        style={code === null ? undefined : { paddingInlineEnd: `calc(${code.length}ch + 18px)` }}
        value={box.typed ?? named?.label ?? value}
        onChange={(event) => box.type(event.currentTarget.value)}
        onClick={box.list}
        onKeyDown={box.onKeyDown}
        {...props.aria}
      />
      {code === null ? null : <code aria-hidden="true">{code}</code>}
      {named?.note == null ? null : <p className={css["note"]}>! {named.note}</p>}
      {box.isListing ? (
        <ComboList
          id={listId}
          labelledBy={props.labelledBy}
          options={box.shown}
          state={{ active: box.active, value }}
          onTake={box.take}
        />
      ) : null}
    </div>
  );
}

/** What the field says of the list below it. */
function listAria({ isListing, active }: { isListing: boolean; active: number }, listId: string) {
  if (!isListing) return { "aria-expanded": false };
  const chosen = active < 0 ? {} : { "aria-activedescendant": `${listId}-${active}` };
  return { "aria-expanded": true, "aria-controls": listId, ...chosen };
}
