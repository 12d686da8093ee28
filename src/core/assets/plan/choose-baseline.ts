import type { Baseline } from "../records/lora.ts";
import { blocked, chosen, type Finding, skipped, type Subject } from "./finding.ts";
import type { PlanInputs } from "./inputs.ts";
import type { RefusalCode } from "./reason-code.ts";

/** Judges the baseline, and names those that the policy allows beside it. Source: SPEC.md P6. */
export function chooseBaseline(inputs: PlanInputs): readonly Finding[] {
  const { spec, baseline, policies } = inputs;
  const { allowedBaselines, defaultBaseline } = policies.checkpoint;
  const wanted = spec.baseline ?? defaultBaseline;
  const instead = wanted === undefined ? "the spec names no baseline and the checkpoint has no default" : `\`${wanted}\` is used`;
  const others = (allowedBaselines ?? [])
    .filter((id) => id !== wanted)
    .map((id) => skipped({ kind: "baseline", id }, "not_chosen", instead));
  if (wanted === undefined) return others;
  const subject: Subject = { kind: "baseline", id: wanted };
  if (baseline === null) return [...others, blocked(subject, "unknown_baseline", `baseline \`${wanted}\` does not exist`)];
  const refusal = findRefusal(baseline, inputs);
  if (refusal !== null) return [...others, blocked(subject, ...refusal)];
  const by = spec.baseline === undefined ? "the checkpoint's default" : "named by the spec";
  return [...others, chosen(subject, `${by}, version ${baseline.version}`)];
}

function findRefusal(baseline: Baseline, inputs: PlanInputs): readonly [RefusalCode, string] | null {
  const { spec, checkpoint, profile, policies } = inputs;
  const { allowedBaselines } = policies.checkpoint;
  if (checkpoint !== null && baseline.checkpointId !== checkpoint.id) {
    const detail = `baseline \`${baseline.id}\` is for \`${baseline.checkpointId}\`; this spec uses \`${checkpoint.id}\``;
    return ["incompatible_checkpoint", detail];
  }
  if (allowedBaselines !== undefined && !allowedBaselines.includes(baseline.id)) {
    const detail = `policy \`checkpoints.${spec.checkpoint}.allowedBaselines\` does not list \`${baseline.id}\``;
    return ["baseline_not_allowed", detail];
  }
  if (baseline.profile !== undefined && profile !== null && baseline.profile !== profile.id) {
    const detail = `baseline \`${baseline.id}\` is tuned for profile \`${baseline.profile}\`; this spec uses \`${profile.id}\``;
    return ["incompatible_profile", detail];
  }
  return null;
}
