import type { ReactNode } from "react";
import type { FormField } from "../../core/forms/form-field.ts";
import { Field } from "./Field.tsx";

/** Fields below each other. What does not count is left out while nobody wrote it. */
export function FieldStack({ fields }: { readonly fields: readonly FormField[] }): ReactNode {
  return fields
    .filter((field) => field.irrelevant === null || field.isSet)
    .map((field) => <Field key={field.key} field={field} />);
}
