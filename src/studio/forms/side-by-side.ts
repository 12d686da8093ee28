import type { FormField } from "../../core/forms/form-field.ts";

/** Answers whose words fit on one line stand side by side. */
const LONGEST_SIDE_BY_SIDE = 44;

/** Whether a choice is shown as answers side by side. */
export function isSideBySide(field: FormField): boolean {
  if (field.reference !== null || field.options.length > 4) return false;
  // Without a default there must be a way to say nothing, which side by side has no place for.
  if (field.default === undefined && !field.required) return false;
  return field.options.map((option) => option.label).join("  ").length <= LONGEST_SIDE_BY_SIDE;
}
