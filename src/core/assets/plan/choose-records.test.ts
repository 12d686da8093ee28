import { expect, test } from "vitest";
import { baselineOf, inShort, inputsOf, planWith, sketchOf, tagOf } from "../../../../tests/support/records.ts";
import { workflowWith } from "../../../../tests/support/workflows.ts";
import { seedModeOf } from "./choose-records.ts";

const V2 = { id: "plain", version: 2, checkpointId: "pony" };
const WEIGHTS = { path: "pony.safetensors", sha256: "a".repeat(64) };
const blockedBy = (...parameters: Parameters<typeof planWith>): string[] => inShort(planWith(...parameters).explanation.blocked);

test("[P3] a spec without a checkpoint is blocked, and a missing profile is not named on top", () => {
  expect(blockedBy({ spec: { checkpoint: undefined } })).toEqual(["checkpoint  missing_checkpoint"]);
});

test("[P3] a checkpoint that does not exist, or does not make the asset type, blocks", () => {
  expect(blockedBy({ spec: { checkpoint: "lost" } })).toEqual(["checkpoint lost unknown_checkpoint"]);
  const plan = planWith({ spec: { assetType: "logo" } });
  expect(inShort(plan.explanation.blocked)).toEqual(["checkpoint pony unsupported_asset_type"]);
  expect(plan.explanation.blocked[0]?.detail).toContain("it makes `ui_icon`");
});

test("[P4] the profile is the spec's, else the checkpoint's default, else the only one there is", () => {
  const other = { id: "other", version: 1, checkpointId: "pony" };
  const both = { moreProfiles: [other] };
  const byDefault = { checkpoints: { pony: { defaultProfile: "other" } } };
  expect(planWith().profile).toEqual({ id: "plain", version: 1 });
  expect(planWith({ ...both, policies: byDefault }).profile?.id).toBe("other");
  expect(planWith({ ...both, policies: byDefault, spec: { profile: "plain" } }).profile?.id).toBe("plain");
  expect(blockedBy(both)).toEqual(["profile  missing_profile"]);
  const wordsOf = (...changes: Parameters<typeof planWith>): string | undefined =>
    planWith(...changes).explanation.chosen.find((item) => item.kind === "profile")?.detail;
  expect(wordsOf()).toBe("the checkpoint's only profile, version 1");
  expect(wordsOf({ ...both, policies: byDefault })).toBe("the checkpoint's default, version 1");
  expect(wordsOf({ spec: { profile: "plain" } })).toBe("named by the spec, version 1");
});

test("[P4] the highest version is taken, in whatever order the files come", () => {
  for (const versions of [
    [1, 2, 10],
    [10, 2, 1],
    [2, 10, 1],
  ]) {
    const [first = 1, ...rest] = versions;
    const moreProfiles = rest.map((version) => ({ ...V2, version }));
    expect(planWith({ profile: { version: first }, moreProfiles }).profile?.version).toBe(10);
  }
});

test("[P4] a profile that does not exist, or is another checkpoint's, blocks and is not used", () => {
  expect(blockedBy({ spec: { profile: "lost" } })).toEqual(["profile lost unknown_profile"]);
  const plan = planWith({ profile: { checkpointId: "copax" }, spec: { profile: "plain" } });
  expect(inShort(plan.explanation.blocked)).toEqual(["profile plain incompatible_checkpoint"]);
  expect([plan.profile, plan.prompt]).toEqual([null, null]);
});

test("[P4] of two checkpoints' profiles with one name, the spec's own checkpoint's is taken", () => {
  const moreProfiles = [{ id: "plain", version: 9, checkpointId: "copax" }];
  expect(planWith({ moreProfiles, spec: { profile: "plain" } }).profile).toEqual({ id: "plain", version: 1 });
});

test("[P5] a preset is the profile's own; `constructor`, which every object has, is none", () => {
  const presets = { shiny: { positive: "shiny" } };
  const withPreset = (preset: string) => planWith({ profile: { presets }, spec: { promptPolicy: { preset } } });
  expect(inShort(withPreset("shiny").explanation.chosen)).toContain("preset shiny named");
  expect(inShort(withPreset("dull").explanation.blocked)).toEqual(["preset dull unknown_preset"]);
  expect(inShort(withPreset("constructor").explanation.blocked)).toEqual(["preset constructor unknown_preset"]);
});

test("[P6] the baseline is the spec's, else the checkpoint's default, and the allowed others are named as skipped", () => {
  const baselines = [baselineOf("a"), baselineOf("b")];
  const policies = { checkpoints: { pony: { allowedBaselines: ["a", "b"], defaultBaseline: "a" } } };
  const byDefault = planWith({ baselines, policies });
  expect(byDefault.baseline).toEqual({ id: "a", version: 1 });
  expect(inShort(byDefault.explanation.skipped)).toEqual(["baseline b not_chosen"]);
  const named = planWith({ baselines, policies, spec: { baseline: "b" } });
  expect(named.baseline?.id).toBe("b");
  expect(inShort(named.explanation.skipped)).toEqual(["baseline a not_chosen"]);
  const wordsOf = (plan: typeof named): string | undefined =>
    plan.explanation.chosen.find((item) => item.kind === "baseline")?.detail;
  expect([wordsOf(byDefault), wordsOf(named)]).toEqual(["the checkpoint's default, version 1", "named by the spec, version 1"]);
  const none = planWith({ baselines, policies: { checkpoints: { pony: { allowedBaselines: ["a"] } } } });
  expect([none.baseline, none.explanation.skipped[0]?.detail]).toEqual([
    null,
    "the spec names no baseline and the checkpoint has no default",
  ]);
});

interface Refused {
  readonly code: string;
  readonly names: string;
  readonly record?: { readonly checkpointId?: string; readonly profile?: string };
  readonly allowed?: string[];
}

const REFUSED_BASELINES: readonly Refused[] = [
  { code: "unknown_baseline", names: "lost" },
  { code: "incompatible_checkpoint", names: "base", record: { checkpointId: "copax" } },
  { code: "baseline_not_allowed", names: "base", allowed: [] },
  { code: "incompatible_profile", names: "base", record: { profile: "other" } },
];

test.each(REFUSED_BASELINES)("[P6] a baseline is refused with $code and nothing of it is applied", (refused) => {
  const { code, names, record, allowed } = refused;
  const full = { promptHints: { positive: ["hint"] }, contract: { marginPx: 9 }, loras: [{ lora: "lost" }], ...record };
  const policies = allowed === undefined ? {} : { checkpoints: { pony: { allowedBaselines: allowed } } };
  const plan = planWith({ spec: { baseline: names }, baselines: [baselineOf("base", full)], policies });
  expect(inShort(plan.explanation.blocked)).toEqual([`baseline ${names} ${code}`]);
  expect([plan.baseline, plan.prompt?.positive, plan.contract.marginPx]).toEqual([null, "", undefined]);
});

test("[P7] every unknown tag is named once, and so is an unknown entity", () => {
  const spec = { tags: ["item:a", "item:known", "item:b", "item:a"], entityLink: { entity: "lost", role: "portrait" } } as const;
  expect(blockedBy({ spec: { ...spec, tags: [...spec.tags] }, tags: [tagOf("item:known")] })).toEqual([
    "tag item:a unknown_tag",
    "tag item:b unknown_tag",
    "entity lost unknown_entity",
  ]);
});

const IMAGES = ["one.png", "two.png", "three.png"].map((ref) => ({ ref, pixelSha256: `pixels of ${ref}`, colors: ["#112233"] }));
const ANCHORS = ["one.png", "two.png"];
const styled = (mode: "inherit_project" | "lock_to_spec_style" | "lock_to_anchor_set", anchorRefs = ANCHORS) =>
  planWith({ spec: { style: { mode, anchorRefs } }, images: IMAGES });

test("[P8] each style mode takes its anchors, and names those it leaves", () => {
  expect(styled("inherit_project").references).toEqual([]);
  expect(inShort(styled("inherit_project").explanation.skipped)).toEqual([
    "reference one.png not_chosen",
    "reference two.png not_chosen",
  ]);
  expect(styled("lock_to_spec_style").references.map(({ ref }) => ref)).toEqual(["one.png"]);
  expect(inShort(styled("lock_to_spec_style").explanation.skipped)).toEqual(["reference two.png not_chosen"]);
  expect(styled("lock_to_anchor_set").references.map(({ ref }) => ref)).toEqual(ANCHORS);
  expect(inShort(styled("lock_to_anchor_set").explanation.chosen)).toContain("reference two.png anchor");
});

test("[P8] an entity's anchor counts in every mode, after the spec's own and only once", () => {
  const entities = [{ id: "blade", title: "Blade", kind: "weapon", anchor: "three.png" }];
  const entityLink = { entity: "blade", role: "pickup_icon" } as const;
  const refsOf = (style: object): string[] =>
    planWith({ spec: { entityLink, style }, entities, images: IMAGES }).references.map(({ ref }) => ref);
  expect(refsOf({})).toEqual(["three.png"]);
  expect(refsOf({ mode: "lock_to_anchor_set", anchorRefs: ["three.png", "one.png"] })).toEqual(["three.png", "one.png"]);
});

test("[P8] a missing anchor blocks, and so does a mode that needs anchors and has none", () => {
  const lost = planWith({ spec: { style: { mode: "lock_to_anchor_set", anchorRefs: ["lost.png", "one.png"] } }, images: IMAGES });
  expect(inShort(lost.explanation.blocked)).toEqual(["reference lost.png missing_anchor"]);
  expect(lost.references.map(({ ref }) => ref)).toEqual(["one.png"]);
  expect(inShort(styled("lock_to_spec_style", []).explanation.blocked)).toEqual(["reference lock_to_spec_style missing_anchor"]);
});

test("[P9] a workflow makes it a ComfyUI plan, and needs to exist and to have weights", () => {
  const workflows = [workflowWith()];
  const spec = { workflow: "flow" };
  const plan = planWith({ spec, workflows, checkpoint: { weights: WEIGHTS } });
  expect([plan.renderer, plan.drawing, plan.explanation.blocked]).toEqual(["comfyui", null, []]);
  expect(plan.workflowDigest).toMatch(/^sha256:/);
  expect(blockedBy({ spec, checkpoint: { weights: WEIGHTS } })).toEqual(["workflow flow unknown_workflow"]);
  expect(blockedBy({ spec, workflows })).toEqual(["workflow flow missing_weights"]);
  expect(planWith().renderer).toBe("builtin");
});

test("[P9] settings that change nothing are named as skipped", () => {
  const idle = planWith({
    spec: {
      promptPolicy: { compileMode: "spec_override", tagOrder: ["item"] },
      seed: { mode: "derived", deriveFrom: ["entityId"] },
    },
  });
  expect(inShort(idle.explanation.skipped)).toEqual([
    "seed entityId no_entity",
    "spec sword override_not_allowed",
    "spec sword order_not_explicit",
  ]);
});

test("[P9] the seed mode in force is named, and read back from the plan", () => {
  const fixed = planWith({ policies: { seed: { mode: "fixed", baseSeed: 5 } } });
  expect(seedModeOf(fixed)).toBe("fixed");
  expect(fixed.explanation.chosen.find((item) => item.kind === "seed")?.detail).toBe("the project's policy: fixed, fnv1a32");
  expect(seedModeOf(planWith({ spec: { seed: { mode: "random_recorded" } } }))).toBe("random_recorded");
  expect(() => seedModeOf({ explanation: { chosen: [], skipped: [], blocked: [] } })).toThrow(TypeError);
});

test("[P2] records called `constructor` are found when they are there and missing when they are not", () => {
  const named = "constructor";
  const inputs = inputsOf(
    sketchOf({
      checkpoint: { id: named, supportedAssetTypes: [named] },
      profile: { checkpointId: named },
      spec: { checkpoint: named, assetType: named, tags: ["item:a"], entityLink: { entity: "e", role: "portrait" } },
      tags: [tagOf("item:a")],
      entities: [{ id: "e", title: "E", kind: named, palette: ["#112233"] }],
    }),
  );
  expect(inputs.policies.checkpoint).toEqual({});
  expect(inputs.policies.family).toEqual({ paletteMaxDistance: 0.35 });
  const plan = planWith({
    spec: { assetType: named, tags: ["item:a"] },
    checkpoint: { supportedAssetTypes: [named] },
    tags: [tagOf("item:a")],
  });
  expect([plan.explanation.blocked, plan.prompt?.positive]).toEqual([[], "item:a"]);
});
