/** Ids of the elements of one field, so that labels, help and errors name each other. */
export interface FieldIds {
  readonly control: string;
  readonly label: string;
  readonly help: string;
  readonly error: string;
}

/** @param key  The field's key, e.g. `output.states[2]`; unique on the page, since one form is shown at a time. */
export function fieldIds(key: string): FieldIds {
  const control = `field-${key}`;
  return { control, label: `${control}-label`, help: `${control}-help`, error: `${control}-error` };
}

/** Brings a field into view and puts the cursor into it, opening what hides it. */
export function focusField(key: string): void {
  const element = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(key)}"]`);
  if (element === null) return;
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  element.scrollIntoView({ block: "center" });
  const target = element.querySelector<HTMLElement>("input:not([type=hidden]), textarea, select, button");
  target?.focus({ preventScroll: true });
}
