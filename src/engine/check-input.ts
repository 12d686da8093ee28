import type { Plan } from "../core/assets/plan/plan.ts";
import type { OutputKind } from "../core/assets/records/spec.ts";
import type { CheckedImage, CheckInput } from "../core/checks/check.ts";

/** What the checks judge: the images against what the plan said they would be. */
export function checkInput(plan: Plan, kind: OutputKind, images: readonly CheckedImage[]): CheckInput {
  const parts = plan.images.filter((image) => image.variant === 0).map((image) => image.part);
  const variants = 1 + Math.max(...plan.images.map((image) => image.variant));
  return { contract: plan.contract, output: { kind, parts, variants }, images };
}
