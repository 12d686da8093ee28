import { planVerb } from "../../engine/plan.ts";
import { defineCommand } from "../command.ts";
import { differencesText } from "../differences-text.ts";
import { planText } from "../plan-text.ts";

export const planCommand = defineCommand({
  path: ["plan"],
  summary: "Show everything that would be decided about an asset, and why",
  args: [{ name: "spec", summary: "Id of the spec" }],
  flags: [{ name: "diff", value: "CHECKPOINT", summary: "Compare with the same spec on another checkpoint" }],
  examples: ["touchstone plan emberhook-icon", "touchstone plan emberhook-icon --diff copax"],
  verb: planVerb,
  toInput: (typed) => ({ spec: typed.word("spec"), diff: typed.flag("diff") }),
  render: ({ plan, stale, other, differences }, paint) => {
    if (other !== null)
      return `${paint.bold(plan.spec)} on ${plan.checkpoint?.id} → ${other.checkpoint?.id}\n${differencesText(differences, paint)}`;
    const warning = stale ? `${paint.ask("⟳ stale: planned from touchstone.lock; the files have moved on")}\n` : "";
    return `${warning}${planText(plan, paint)}`;
  },
  toJson: ({ plan, other, differences }) => (other === null ? plan : { plan, other, differences }),
  exitCode: ({ plan }) => (plan.explanation.blocked.length > 0 ? 1 : 0),
});
