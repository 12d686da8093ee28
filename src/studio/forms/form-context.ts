import { createContext, use, type ReactNode } from "react";
import { assert } from "../../core/assert.ts";
import type { Form } from "../../core/forms/build-form.ts";
import type { FormEdit } from "../../core/forms/form-edit.ts";
import type { FormField } from "../../core/forms/form-field.ts";

/** What every field of a form shares. */
export interface FormContextValue {
  readonly form: Form;
  /** What is wrong, by the key of the field, for those fields whose problems are shown by now. */
  readonly problems: ReadonlyMap<string, string>;
  readonly edit: (edits: readonly FormEdit[]) => void;
  /** Tells that a person has left a field, so that what is wrong with it may be said. */
  readonly touch: (key: string) => void;
  /** Draws a field below another one: which control it is, only the form knows. */
  readonly draw: (field: FormField, isBare: boolean) => ReactNode;
}

export const FormContext = createContext<FormContextValue | null>(null);

export function useFormContext(): FormContextValue {
  const context = use(FormContext);
  assert(context !== null, "a field stands in a form");
  return context;
}
