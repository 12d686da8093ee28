import { useState, type KeyboardEvent } from "react";
import type { Option } from "../../core/forms/form-field.ts";
import { rankOptions } from "./rank-options.ts";

interface ComboBoxInput {
  readonly options: readonly Option[];
  readonly value: string;
  readonly isOpen: boolean;
  readonly isReadOnly: boolean;
  readonly onChange: (value: string) => void;
}

/** What a combo box shows now, and what the person does to it. */
interface ComboBoxState {
  /** What was typed since the field was entered; null when nothing was. */
  readonly typed: string | null;
  readonly shown: readonly Option[];
  readonly isListing: boolean;
  readonly active: number;
  readonly type: (text: string) => void;
  readonly list: () => void;
  readonly take: (value: string) => void;
  readonly leave: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** How a combo box behaves. Source: WAI-ARIA authoring practices, combobox with list autocomplete. */
export function useComboBox(input: ComboBoxInput): ComboBoxState {
  const { options, value, isOpen, onChange } = input;
  const [typed, setTyped] = useState<string | null>(null);
  const [isListing, setListing] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = rankOptions(options, typed ?? "");
  const close = (): void => {
    setTyped(null);
    setListing(false);
    setActive(-1);
  };
  const take = (text: string): void => {
    close();
    if (text !== value) onChange(text);
  };
  const list = (): void => setListing(!input.isReadOnly);
  /** What was typed counts when it names an option, when other names may be given, or when the field was emptied. */
  const leave = (): void => {
    const text = (typed ?? value).trim();
    const named = options.find((option) => option.value === text || option.label === text);
    if (typed !== null && (named !== undefined || isOpen || text === "")) take(named?.value ?? text);
    else close();
  };
  const enter = (): void => {
    const isNarrowed = typed !== null && typed !== "" && !isOpen;
    const chosen = shown[active] ?? (isNarrowed ? shown[0] : undefined);
    if (chosen === undefined) leave();
    else take(chosen.value);
  };
  const type = (text: string): void => {
    setTyped(text);
    setListing(true);
    setActive(-1);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move !== undefined) {
      event.preventDefault();
      if (isListing) setActive((at) => Math.min(shown.length - 1, Math.max(0, at + move)));
      else list();
    } else if (event.key === "Enter" && isListing) {
      event.preventDefault();
      enter();
    } else if (event.key === "Escape" && isListing) {
      event.stopPropagation();
      close();
    }
  };
  return { typed, shown, isListing: isListing && shown.length > 0, active, type, list, take, leave, onKeyDown };
}
