import type { FormField } from "../../core/forms/form-field.ts";

/** The number a field has after some steps: whole ones for counts, tenths or hundredths for shares and strengths. */
export function stepNumber(field: FormField, steps: number): number {
  const { min = -Infinity, max = Infinity } = field.constraints;
  const size = stepSize(field);
  const from = typeof field.value === "number" ? field.value : Math.max(0, min);
  const stepped = typeof field.value === "number" ? from + steps * size : from;
  // Sums of tenths leave a trail of digits that nobody wrote.
  const tidy = Math.round(stepped * 1000) / 1000;
  return Math.min(max, Math.max(min, tidy));
}

function stepSize({ control, constraints }: FormField): number {
  const { min = 0, max = Infinity } = constraints;
  if (control === "integer") return max > 10_000 && max < 1_000_000 ? 100 : 1;
  if (max - min <= 1) return 0.01;
  return max - min <= 50 ? 0.1 : 1;
}
