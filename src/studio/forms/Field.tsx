import type { ReactNode } from "react";
import type { FormField } from "../../core/forms/form-field.ts";
import { useFormContext } from "./form-context.ts";

interface FieldProps {
  readonly field: FormField;
  /** Without label and help, for a place that has them already. */
  readonly isBare?: boolean;
}

/** A field inside another one. */
export function Field({ field, isBare = false }: FieldProps): ReactNode {
  return useFormContext().draw(field, isBare);
}
