import { Policies } from "../../src/core/assets/records/project.ts";
import type { Evidence } from "../../src/core/assets/evidence.ts";
import type { Plan } from "../../src/core/assets/plan/plan.ts";
import type { ContactSheet, SheetAsset, SheetImage } from "../../src/core/report/contact-sheet.ts";

/** A PNG of one red pixel. */
export const RED_DOT_PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

const digestOfLetter = (letter: string) => `sha256:${letter.repeat(64)}` as const;

/** A plan in which something was skipped, displaced and repeated. */
const SAMPLE_PLAN: Plan = {
  spec: "lamp",
  specDigest: digestOfLetter("a"),
  inputsDigest: digestOfLetter("b"),
  checkpoint: { id: "pony", family: "pony" },
  profile: { id: "pony-scores", version: 2 },
  baseline: { id: "pony-wick", version: 3 },
  stack: [
    {
      layer: "baseline",
      lora: "wick-cel",
      version: 2,
      weight: 0.8,
      file: "wick-cel.safetensors",
      sha256: "c".repeat(64),
      why: "part of baseline `pony-wick`",
    },
  ],
  explanation: {
    chosen: [
      { kind: "profile", id: "pony-scores", layer: null, reasonCode: "named", detail: "named by the spec" },
      { kind: "lora", id: "wick-cel", layer: "baseline", reasonCode: "fits", detail: "part of baseline `pony-wick`" },
    ],
    skipped: [
      { kind: "lora", id: "tide-glass", layer: "tag", reasonCode: "incompatible_pair", detail: "must not meet `ember-core`" },
    ],
    blocked: [],
  },
  contract: {
    background: { value: "transparent", layer: "project_asset_type", recordId: "ui_icon" },
    palette: { value: { colors: ["#101010", "#f0f0f0"], maxDistance: 0.2 }, layer: "entity", recordId: "lamp-family" },
    perspective: { value: { mode: "allow_minor", view: "top_down" }, layer: "tag", recordId: "view:top-down" },
    size: { value: { width: 64, height: 32 }, layer: "output", recordId: "lamp" },
    tileable: { value: true, layer: "tag", recordId: "terrain:grass" },
  },
  prompt: {
    positive: "score_9, a lamp",
    negative: "score_4",
    trace: [
      {
        layer: "checkpoint_base",
        recordId: "pony-scores",
        recordVersion: 2,
        polarity: "positive",
        text: "score_9",
        weight: 1,
        position: "prefix",
        order: 0,
      },
      {
        layer: "tag_prompt_map",
        recordId: "item:lamp",
        recordVersion: null,
        polarity: "positive",
        text: "lantern",
        weight: 1.2,
        position: "body",
        order: null,
        displaced: true,
      },
      {
        layer: "spec_override",
        recordId: "lamp",
        recordVersion: null,
        polarity: "positive",
        text: "a lamp",
        weight: 1,
        position: "body",
        order: 1,
      },
      {
        layer: "runtime_safety",
        recordId: "runtimeSafety",
        recordVersion: null,
        polarity: "positive",
        text: "score_9",
        weight: 1,
        position: "suffix",
        order: null,
        duplicateOf: 0,
      },
      {
        layer: "checkpoint_base",
        recordId: "pony-scores",
        recordVersion: 2,
        polarity: "negative",
        text: "score_4",
        weight: 1,
        position: "prefix",
        order: 0,
      },
    ],
    packageHash: digestOfLetter("d"),
  },
  images: [{ variant: 0, part: null, seed: 7 }],
  drawnSeed: null,
  parameters: { sampler: "euler", scheduler: "normal", steps: 20, cfg: 7, clipSkip: 2, width: 64, height: 32 },
  references: [],
  adjustments: [{ kind: "seed_advance", by: 1 }],
  renderer: "builtin",
  drawing: {
    assetType: "ui_icon",
    kind: "single_image",
    tags: ["item:lamp"],
    palette: ["#101010", "#f0f0f0"],
    background: "transparent",
    marginPx: 0,
    tileable: false,
    maxColors: null,
    familySeed: 5,
  },
  workflowDigest: null,
  renderDigest: digestOfLetter("e"),
  recipeDigest: digestOfLetter("f"),
  rulesVersion: 1,
};

export const SAMPLE_EVIDENCE: Evidence = {
  format: "touchstone.evidence/1",
  versionId: "version-lamp",
  specId: "lamp",
  plan: SAMPLE_PLAN,
  inputs: [
    ["spec", "lamp", digestOfLetter("a")],
    ["tag", "item:lamp", digestOfLetter("8")],
  ],
  jobId: "job-lamp",
  attempts: [
    {
      id: "attempt-1",
      renders: [],
      outcome: "lost",
      class: "timeout",
      detail: "the owner went away",
      startedAtMs: 1_000,
      endedAtMs: 1_250,
    },
    {
      id: "attempt-2",
      renders: [{ variant: 0, part: null }],
      outcome: "succeeded",
      class: null,
      detail: null,
      startedAtMs: 2_000,
      endedAtMs: 2_040,
    },
  ],
  backend: { kind: "builtin", identity: "procedural/1" },
  environment: { envId: null, models: [], touchstone: "0.1.0", builtinRenderer: "procedural/1" },
  images: [],
  checks: [
    { check: "background", version: 1, outcome: "pass", severity: "hard", evidence: { numbers: { seeThroughPixels: 12 } } },
    {
      check: "perspective",
      version: 1,
      outcome: "uncalibrated",
      severity: "soft",
      evidence: { numbers: {}, note: "nothing measures `perspective` yet" },
    },
    { check: "margin", version: 1, outcome: "not_applicable", severity: "hard", evidence: { numbers: {} } },
  ],
  verdict: "uncertain",
  route: "manual_review_queue",
  routedBy: {
    routing: Policies.parse({}).routing,
    regeneration: { seedMode: "derived", chainLength: 1, depth: 0, maxAttempts: 3, escalateTo: "exception_inbox" },
  },
  reasons: ["verdict is uncertain: `perspective` is uncalibrated"],
  firstPass: true,
  timing: { planMs: 1, renderMs: 9 },
};

/** One image of a sheet. */
export function sampleImage(fields: Partial<SheetImage> = {}): SheetImage {
  return {
    variant: 0,
    part: null,
    seed: 7,
    width: 64,
    height: 32,
    pixelSha256: digestOfLetter("9"),
    pngBase64: RED_DOT_PNG,
    ...fields,
  };
}

/** One asset of a sheet; its version is named after its spec. */
export function sampleAsset(fields: Partial<SheetAsset> = {}): SheetAsset {
  const specId = fields.specId ?? "lamp";
  return {
    versionId: `version-${specId}`,
    specId,
    title: "Oil lamp",
    kind: "single_image",
    assetType: "ui_icon",
    checkpoint: "pony",
    family: "pony",
    entity: null,
    verdict: SAMPLE_EVIDENCE.verdict,
    route: SAMPLE_EVIDENCE.route,
    decision: "pending",
    reasons: SAMPLE_EVIDENCE.reasons,
    recipeDigest: digestOfLetter("f"),
    evidence: SAMPLE_EVIDENCE,
    images: [sampleImage()],
    ...fields,
  };
}

/** A sheet of some assets. */
export function sampleSheet(assets: readonly SheetAsset[] = [sampleAsset()]): ContactSheet {
  return { title: "Contact sheet", projectTitle: "Sample", generatedFrom: "event 7 of project `sample`", assets };
}
