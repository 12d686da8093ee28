import type { SeedPolicy } from "../records/spec.ts";
import { chooseBaseline } from "./choose-baseline.ts";
import { choosePreset, chooseProfile } from "./choose-profile.ts";
import { chooseReferences } from "./choose-references.ts";
import { blocked, chosen, type Finding, skipped, type Subject } from "./finding.ts";
import type { PlanInputs } from "./inputs.ts";
import { listImages } from "./list-images.ts";
import { seedPolicyOf } from "./plan-seeds.ts";
import type { Explanation, Plan } from "./plan.ts";

export interface ChosenRecords extends Explanation {
  /** The inputs without the profile and the baseline that may not be applied here. */
  readonly usable: PlanInputs;
}

/**
 * Chooses checkpoint, profile, preset, baseline and what else the spec names, and says why; names everything that is
 * missing or does not fit.
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
    ...chooseSeed(inputs),
    ...findOversize(inputs),
    ...findIdleSettings(inputs),
  ];
  const ofFate = (fate: Finding["fate"]): Explanation["chosen"] =>
    findings.filter((finding) => finding.fate === fate).map(({ fate: _fate, ...considered }) => considered);
  const fits = (kind: "profile" | "baseline"): boolean =>
    inputs.checkpoint !== null && findings.some((finding) => finding.kind === kind && finding.fate === "chosen");
  const usable = {
    ...inputs,
    profile: fits("profile") ? inputs.profile : null,
    baseline: fits("baseline") ? inputs.baseline : null,
  };
  return { usable, chosen: ofFate("chosen"), skipped: ofFate("skipped"), blocked: ofFate("blocked") };
}

function chooseCheckpoint({ spec, checkpoint }: PlanInputs): readonly Finding[] {
  const subject: Subject = { kind: "checkpoint", id: spec.checkpoint ?? "" };
  if (spec.checkpoint === undefined) return [blocked(subject, "missing_checkpoint", "the spec names no checkpoint")];
  if (checkpoint === null) {
    return [blocked(subject, "unknown_checkpoint", `checkpoint \`${spec.checkpoint}\` does not exist`)];
  }
  const named = chosen(subject, "named by the spec");
  if (checkpoint.supportedAssetTypes.includes(spec.assetType)) return [named];
  const supported = checkpoint.supportedAssetTypes.map((type) => `\`${type}\``).join(", ");
  const detail = `checkpoint \`${checkpoint.id}\` does not make \`${spec.assetType}\`; it makes ${supported}`;
  return [named, blocked(subject, "unsupported_asset_type", detail)];
}

function findUnknownTags({ spec, tags }: PlanInputs): readonly Finding[] {
  const unknown = new Set(spec.tags.filter((tag) => !tags.has(tag)));
  return [...unknown].map((id) => blocked({ kind: "tag", id }, "unknown_tag", `tag \`${id}\` is not in tags.yaml`));
}

function chooseEntity({ spec, entity }: PlanInputs): readonly Finding[] {
  if (spec.entityLink === undefined) return [];
  const subject: Subject = { kind: "entity", id: spec.entityLink.entity };
  if (entity !== null) return [chosen(subject, `this asset is its ${spec.entityLink.role}`)];
  return [blocked(subject, "unknown_entity", `entity \`${subject.id}\` does not exist`)];
}

function chooseWorkflow({ spec, workflow, checkpoint }: PlanInputs): readonly Finding[] {
  if (spec.workflow === undefined) return [];
  const subject: Subject = { kind: "workflow", id: spec.workflow };
  if (workflow === null) return [blocked(subject, "unknown_workflow", `workflow \`${spec.workflow}\` does not exist`)];
  if (checkpoint !== null && checkpoint.weights === undefined) {
    return [blocked(subject, "missing_weights", `checkpoint \`${checkpoint.id}\` has no \`weights\`, which a workflow needs`)];
  }
  return [chosen(subject, "named by the spec")];
}

/** The seed mode in force; `seedModeOf` reads it back from a plan. */
function chooseSeed(inputs: PlanInputs): readonly Finding[] {
  const { spec } = inputs;
  const policy = seedPolicyOf(inputs);
  const by = spec.seed === undefined ? "the project's policy" : "named by the spec";
  const from = policy.mode === "derived" ? ` from ${policy.deriveFrom.join(", ") || "nothing but the image"}` : "";
  const found = chosen({ kind: "seed", id: policy.mode }, `${by}: ${policy.mode}${from}, ${policy.hashAlgo}`);
  const idle = policy.mode === "derived" && policy.deriveFrom.includes("entityId") && spec.entityLink === undefined;
  if (!idle) return [found];
  const detail = "the spec links no entity, so `entityId` tells no two seeds apart";
  return [found, skipped({ kind: "seed", id: "entityId" }, "no_entity", detail)];
}

/** The seed mode that a plan was made with. */
export function seedModeOf(plan: Pick<Plan, "explanation">): SeedPolicy["mode"] {
  const mode = plan.explanation.chosen.find((item) => item.kind === "seed");
  if (mode === undefined) throw new TypeError("seedModeOf: every plan names its seed mode");
  return mode.id as SeedPolicy["mode"];
}

/** A version's images are judged together, so together they must fit in memory: 64 Mi pixels are 256 MiB decoded. Guess. */
const MAX_OUTPUT_PIXELS = 64 * 1024 * 1024;

function findOversize({ spec, checkpoint }: PlanInputs): readonly Finding[] {
  const width = spec.output.width ?? checkpoint?.defaults.width ?? 1;
  const height = spec.output.height ?? checkpoint?.defaults.height ?? 1;
  const images = listImages(spec.output).length;
  if (images * width * height <= MAX_OUTPUT_PIXELS) return [];
  const detail = `${images} images of ${width}x${height} are more than the ${MAX_OUTPUT_PIXELS} pixels that one version may have`;
  return [blocked({ kind: "spec", id: spec.id }, "output_too_large", detail)];
}

/** Settings that are written but change nothing here are said to be so, rather than left to puzzle over. */
function findIdleSettings({ spec, policies }: PlanInputs): readonly Finding[] {
  const subject: Subject = { kind: "spec", id: spec.id };
  const { compileMode, tagOrderMode, tagOrder } = spec.promptPolicy;
  const idle: Finding[] = [];
  if (compileMode === "spec_override" && policies.prompt.allowSpecOverride.length === 0) {
    const detail = "policy `prompt.allowSpecOverride` names no layer, so the override displaces nothing";
    idle.push(skipped(subject, "override_not_allowed", detail));
  }
  if (tagOrderMode === "checkpoint_default" && tagOrder.length > 0) {
    const detail = "`promptPolicy.tagOrder` counts only with `tagOrderMode: explicit`";
    idle.push(skipped(subject, "order_not_explicit", detail));
  }
  return idle;
}
