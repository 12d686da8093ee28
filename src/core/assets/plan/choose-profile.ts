import { findOwn } from "../records/find-own.ts";
import { blocked, chosen, type Finding, type Subject } from "./finding.ts";
import type { PlanInputs } from "./inputs.ts";

/** Judges the prompt dialect. Source: SPEC.md P4. */
export function chooseProfile({ spec, checkpoint, profile, policies }: PlanInputs): readonly Finding[] {
  const wanted = spec.profile ?? policies.checkpoint.defaultProfile;
  if (profile === null && wanted !== undefined) {
    return [blocked({ kind: "profile", id: wanted }, "unknown_profile", `profile \`${wanted}\` does not exist`)];
  }
  if (profile === null) {
    // Without a checkpoint there is nothing to have a profile of, and that is a blocker of its own.
    if (checkpoint === null) return [];
    const detail = `no profile is named, and checkpoint \`${checkpoint.id}\` does not have exactly one`;
    return [blocked({ kind: "profile", id: "" }, "missing_profile", detail)];
  }
  const subject: Subject = { kind: "profile", id: profile.id };
  if (checkpoint !== null && profile.checkpointId !== checkpoint.id) {
    const detail = `profile \`${profile.id}\` is for \`${profile.checkpointId}\`; this spec uses \`${checkpoint.id}\``;
    return [blocked(subject, "incompatible_checkpoint", detail)];
  }
  const byPolicy = wanted === undefined ? "the checkpoint's only profile" : "the checkpoint's default";
  const by = spec.profile === undefined ? byPolicy : "named by the spec";
  return [chosen(subject, `${by}, version ${profile.version}`)];
}

/** Judges the preset of the dialect. Source: SPEC.md P5. */
export function choosePreset({ spec, profile }: PlanInputs): readonly Finding[] {
  const preset = spec.promptPolicy.preset;
  if (preset === undefined || profile === null) return [];
  const subject: Subject = { kind: "preset", id: preset };
  if (findOwn(profile.presets, preset) !== undefined) return [chosen(subject, "named by the spec")];
  const detail = `profile \`${profile.id}\` version ${profile.version} has no preset \`${preset}\``;
  return [blocked(subject, "unknown_preset", detail)];
}
