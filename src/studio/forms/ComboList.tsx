import { useEffect, useRef, type ReactNode } from "react";
import type { Option } from "../../core/forms/form-field.ts";
import css from "./forms.module.css";

interface ComboListProps {
  readonly id: string;
  readonly labelledBy: string;
  readonly options: readonly Option[];
  readonly state: { readonly active: number; readonly value: string };
  readonly onTake: (value: string) => void;
}

/** The names on offer below a field. The cursor stays in the field; the pointer takes a name before the field loses it. */
export function ComboList({ id, labelledBy, options, state, onTake }: ComboListProps): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.children[state.active]?.scrollIntoView({ block: "nearest" });
  }, [state.active]);
  return (
    <ul role="listbox" id={id} ref={list} aria-labelledby={labelledBy} className={css["options"]}>
      {options.map((option, place) => (
        <li
          key={option.value}
          role="option"
          id={`${id}-${place}`}
          aria-selected={option.value === state.value}
          data-active={place === state.active}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(option.value);
          }}
        >
          <span>{option.label}</span>
          {option.label === option.value ? null : <code>{option.value}</code>}
          {option.note === null ? null : <small>{option.note}</small>}
        </li>
      ))}
    </ul>
  );
}
