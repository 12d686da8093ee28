import type { Profile } from "../records/checkpoint.ts";
import type { PlanInputs } from "./inputs.ts";
import type { Considered } from "./plan.ts";

export interface ChosenRecords {
  /** The dialect to compile with; null when there is none that fits. */
  readonly profile: Profile | null;
  readonly chosen: readonly Considered[];
  readonly skipped: readonly Considered[];
  readonly blocked: readonly Considered[];
}

type Finding = Considered & { readonly fate: "chosen" | "skipped" | "blocked" };

/**
 * Chooses checkpoint, profile, preset and baseline, and says why; names everything that is missing or does not fit.
 *
 * Source: contracts sections 2 and 3; SPEC.md P3-P9.
 */
export function chooseRecords(inputs: PlanInputs): ChosenRecords {
  const findings = [
    ...chooseCheckpoint(inputs),
    ...chooseProfile(inputs),
    ...choosePreset(inputs),
    ...chooseBaseline(inputs),
    ...findUnknownTags(inputs),
    ...chooseEntity(inputs),
    ...chooseReferences(inputs),
    ...chooseWorkflow(inputs),
    ...findIdleSettings(inputs),
  ];
  const withFate = (fate: Finding["fate"]): readonly Considered[] =>
    findings.filter((finding) => finding.fate === fate).map(({ fate: _fate, ...considered }) => considered);
  const usable = inputs.profile !== null && inputs.profile.checkpointId === inputs.checkpoint?.id;
  return {
    profile: usable ? inputs.profile : null,
    chosen: withFate("chosen"),
    skipped: withFate("skipped"),
    blocked: withFate("blocked"),
  };
}

interface About {
  readonly kind: Considered["kind"];
  readonly id: string;
}

function finding(fate: Finding["fate"], about: About, why: { readonly code: string; readonly detail: string }): Finding {
  return { fate, ...about, layer: null, reasonCode: why.code, detail: why.detail };
}

function chooseCheckpoint({ spec, checkpoint }: PlanInputs): readonly Finding[] {
  const about: About = { kind: "checkpoint", id: spec.checkpoint ?? "" };
  if (spec.checkpoint === undefined) {
    return [finding("blocked", about, { code: "missing_checkpoint", detail: "the spec names no checkpoint" })];
  }
  if (checkpoint === null) {
    return [
      finding("blocked", about, { code: "unknown_checkpoint", detail: `checkpoint \`${spec.checkpoint}\` does not exist` }),
    ];
  }
  const chosen = finding("chosen", about, { code: "named", detail: "named by the spec" });
  if (checkpoint.supportedAssetTypes.includes(spec.assetType)) return [chosen];
  const supported = checkpoint.supportedAssetTypes.map((type) => `\`${type}\``).join(", ");
  const detail = `checkpoint \`${checkpoint.id}\` does not make \`${spec.assetType}\`; it makes ${supported}`;
  return [chosen, finding("blocked", about, { code: "unsupported_asset_type", detail })];
}

function chooseProfile({ spec, checkpoint, profile, policies }: PlanInputs): readonly Finding[] {
  const wanted = spec.profile ?? policies.checkpoint.defaultProfile;
  if (profile === null) {
    const detail =
      wanted === undefined
        ? `no profile is named and checkpoint \`${spec.checkpoint ?? ""}\` does not have exactly one`
        : `profile \`${wanted}\` does not exist`;
    return [
      finding(
        "blocked",
        { kind: "profile", id: wanted ?? "" },
        { code: wanted === undefined ? "missing_profile" : "unknown_profile", detail },
      ),
    ];
  }
  const about: About = { kind: "profile", id: profile.id };
  if (checkpoint !== null && profile.checkpointId !== checkpoint.id) {
    const detail = `profile \`${profile.id}\` is for \`${profile.checkpointId}\`; this spec uses \`${checkpoint.id}\``;
    return [finding("blocked", about, { code: "incompatible_checkpoint", detail })];
  }
  const by =
    spec.profile !== undefined
      ? "named by the spec"
      : wanted !== undefined
        ? "the checkpoint's default"
        : "the checkpoint's only profile";
  return [finding("chosen", about, { code: "named", detail: `${by}, version ${profile.version}` })];
}

function choosePreset({ spec, profile }: PlanInputs): readonly Finding[] {
  const preset = spec.promptPolicy.preset;
  if (preset === undefined || profile === null) return [];
  const about: About = { kind: "preset", id: preset };
  if (profile.presets[preset] !== undefined) return [finding("chosen", about, { code: "named", detail: "named by the spec" })];
  const detail = `profile \`${profile.id}\` version ${profile.version} has no preset \`${preset}\``;
  return [finding("blocked", about, { code: "unknown_preset", detail })];
}

function chooseBaseline({ spec, checkpoint, profile, baseline, policies }: PlanInputs): readonly Finding[] {
  const { allowedBaselines, defaultBaseline } = policies.checkpoint;
  const wanted = spec.baseline ?? defaultBaseline;
  const others = (allowedBaselines ?? []).filter((id) => id !== wanted);
  const skipped = others.map((id) =>
    finding(
      "skipped",
      { kind: "baseline", id },
      { code: "not_chosen", detail: `\`${wanted ?? "no baseline"}\` is used instead` },
    ),
  );
  if (wanted === undefined) return skipped;
  const about: About = { kind: "baseline", id: wanted };
  const block = (code: string, detail: string): readonly Finding[] => [...skipped, finding("blocked", about, { code, detail })];
  if (baseline === null) return block("unknown_baseline", `baseline \`${wanted}\` does not exist`);
  if (checkpoint !== null && baseline.checkpointId !== checkpoint.id) {
    return block(
      "incompatible_checkpoint",
      `baseline \`${wanted}\` is for \`${baseline.checkpointId}\`; this spec uses \`${checkpoint.id}\``,
    );
  }
  if (allowedBaselines !== undefined && !allowedBaselines.includes(wanted)) {
    return block(
      "baseline_not_allowed",
      `policy \`checkpoints.${spec.checkpoint}.allowedBaselines\` does not list \`${wanted}\``,
    );
  }
  if (baseline.profile !== undefined && profile !== null && baseline.profile !== profile.id) {
    return block(
      "incompatible_profile",
      `baseline \`${wanted}\` is tuned for profile \`${baseline.profile}\`; this spec uses \`${profile.id}\``,
    );
  }
  const by = spec.baseline === undefined ? "the checkpoint's default" : "named by the spec";
  return [...skipped, finding("chosen", about, { code: "named", detail: `${by}, version ${baseline.version}` })];
}

function findUnknownTags({ spec, tags }: PlanInputs): readonly Finding[] {
  const unknown = spec.tags.filter((tag) => !tags.has(tag));
  return unknown.map((tag) =>
    finding("blocked", { kind: "tag", id: tag }, { code: "unknown_tag", detail: `tag \`${tag}\` is not in tags.yaml` }),
  );
}

function chooseEntity({ spec, entity }: PlanInputs): readonly Finding[] {
  if (spec.entityLink === undefined) return [];
  const about: About = { kind: "entity", id: spec.entityLink.entity };
  if (entity !== null) return [finding("chosen", about, { code: "named", detail: `this asset is its ${spec.entityLink.role}` })];
  return [finding("blocked", about, { code: "unknown_entity", detail: `entity \`${about.id}\` does not exist` })];
}

function chooseReferences({ spec, references }: PlanInputs): readonly Finding[] {
  const found = references.map(({ ref, pixelSha256 }) => {
    const about: About = { kind: "reference", id: ref };
    if (pixelSha256 !== null) return finding("chosen", about, { code: "anchor", detail: "the style is matched to this image" });
    return finding("blocked", about, { code: "missing_anchor", detail: `reference image \`${ref}\` does not exist` });
  });
  const { mode, anchorRefs } = spec.style;
  if (mode !== "inherit_project" && anchorRefs.length === 0) {
    const detail = `style mode \`${mode}\` needs at least one of \`style.anchorRefs\``;
    return [...found, finding("blocked", { kind: "reference", id: mode }, { code: "missing_anchor", detail })];
  }
  const idle = anchorRefs.filter((ref) => !references.some((reference) => reference.ref === ref));
  const unused = idle.map((ref) =>
    finding("skipped", { kind: "reference", id: ref }, { code: "not_chosen", detail: `style mode \`${mode}\` does not use it` }),
  );
  return [...found, ...unused];
}

function chooseWorkflow({ spec, workflow, checkpoint }: PlanInputs): readonly Finding[] {
  if (spec.workflow === undefined) return [];
  const about: About = { kind: "workflow", id: spec.workflow };
  if (workflow === null)
    return [finding("blocked", about, { code: "unknown_workflow", detail: `workflow \`${spec.workflow}\` does not exist` })];
  if (checkpoint !== null && checkpoint.weights === undefined) {
    const detail = `checkpoint \`${checkpoint.id}\` has no \`weights\`, which a workflow needs`;
    return [finding("blocked", about, { code: "missing_weights", detail })];
  }
  return [finding("chosen", about, { code: "named", detail: "named by the spec" })];
}

/** Settings that are written but change nothing here are said to be so, rather than left to puzzle over. */
function findIdleSettings({ spec, policies }: PlanInputs): readonly Finding[] {
  const overrides = spec.promptPolicy.compileMode === "spec_override" && policies.prompt.allowSpecOverride.length === 0;
  const about: About = { kind: "spec", id: spec.id };
  if (!overrides) return [];
  const detail = "policy `prompt.allowSpecOverride` names no layer, so the override displaces nothing";
  return [finding("skipped", about, { code: "override_not_allowed", detail })];
}
