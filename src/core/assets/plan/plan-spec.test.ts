import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  baselineOf,
  type Changes,
  inputsOf,
  inShort,
  loraOf,
  planOf,
  planWith,
  recordsOf,
  SETTINGS,
  type Sketch,
  sketchOf,
  tagOf,
} from "../../../../tests/support/records.ts";
import { workflowWith } from "../../../../tests/support/workflows.ts";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { inputDocuments, inputsDigestOf } from "./inputs.ts";
import type { Plan } from "./plan.ts";
import { matchDigestOf, planSpec } from "./plan-spec.ts";
import { selectInputs } from "./select-inputs.ts";

const use = (...ids: string[]) => ids.map((lora) => ({ lora }));
const RICH: Changes = {
  spec: {
    tags: ["mood:b", "item:a"],
    baseline: "best",
    loras: use("z1", "a_b"),
    loraPolicy: { preferRecommended: true },
    entityLink: { entity: "blade", role: "portrait" },
    prompt: { positive: "a sword", negative: "rust" },
    output: { kind: "animation", frames: 3, variants: 2, width: 32, height: 32 },
    contract: { background: "transparent", marginPx: 2, maxColors: 9 },
  },
  policies: {
    contract: { marginPx: 1, noDropShadow: true },
    assetTypes: { ui_icon: { contract: { maxColors: 16 } }, logo: { contract: { maxColors: 4 } } },
    projectLoras: use("listed"),
    runtimeSafety: { enabled: true, negative: ["gore"] },
  },
  checkpoint: { supportedAssetTypes: ["ui_icon", "logo"] },
  profile: { tagOrderPolicy: "alphabetical", perAssetType: { ui_icon: { positive: "icon" }, logo: { positive: "logo" } } },
  moreProfiles: [{ id: "plain", version: 2, checkpointId: "copax" }],
  baselines: [baselineOf("best", { promptHints: { positive: ["sharp"] }, loras: use("quality") }), baselineOf("other")],
  loras: [
    loraOf("z1"),
    loraOf("a_b"),
    loraOf("a-b", { recommendedFor: ["item:a"] }),
    loraOf("a_c", { recommendedFor: ["mood:b"] }),
    loraOf("listed"),
    loraOf("quality", { scope: "baseline" }),
    loraOf("metal", { scope: "tag", triggerWords: ["metal"] }),
  ],
  tags: [tagOf("item:a", { models: { required: use("metal") } }), tagOf("mood:b"), tagOf("item:unused")],
  entities: [{ id: "blade", title: "Blade", kind: "weapon", palette: ["#112233"] }],
};
const SKETCH = sketchOf(RICH);
const PLAN = planOf(SKETCH);

test("[P1] 500 plans from the same files, each read anew, are one byte sequence with one digest", () => {
  const plans = Array.from({ length: 500 }, () => JSON.stringify(planOf(JSON.parse(JSON.stringify(SKETCH)) as Sketch)));
  expect(new Set(plans)).toEqual(new Set([JSON.stringify(PLAN)]));
  expect(PLAN.explanation.blocked).toEqual([]);
});

/** The same value with the keys of every object in another order. */
function reversedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversedKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).toReversed();
  return Object.fromEntries(entries.map(([key, inner]) => [key, reversedKeys(inner)]));
}

test("[P1] the order of keys in every file changes no byte of the plan", () => {
  expect(JSON.stringify(planOf(reversedKeys(SKETCH) as Sketch))).toBe(JSON.stringify(PLAN));
});

test("[P1] the order in which records and files are read changes no byte of the plan", () => {
  const shuffled = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  const orders = fc.record({
    profiles: shuffled(SKETCH.profiles),
    baselines: shuffled(SKETCH.baselines),
    loras: shuffled(SKETCH.loras),
    tags: shuffled(SKETCH.tags),
  });
  fc.assert(
    fc.property(orders, (order) => {
      expect(JSON.stringify(planOf({ ...SKETCH, ...order }))).toBe(JSON.stringify(PLAN));
    }),
  );
});

test("[P1] planning leaves its inputs as they are, and planning one spec does not touch another's plan", () => {
  const records = recordsOf(SKETCH);
  const before = canonicalJson([...records.loras.values(), ...records.tags.values(), records.project]);
  const spec = inputsOf(SKETCH).spec;
  const logo = { ...spec, id: "logo", assetType: "logo", entityLink: undefined };
  planSpec(selectInputs(records, logo), SETTINGS);
  expect(canonicalJson(planSpec(selectInputs(records, spec), SETTINGS))).toBe(canonicalJson(PLAN));
  expect(canonicalJson([...records.loras.values(), ...records.tags.values(), records.project])).toBe(before);
});

test("[P2] the inputs are the records that the plan reads, sorted, and no others", () => {
  const found = inputDocuments(inputsOf(SKETCH));
  expect(found.filter(({ kind }) => kind !== "policy").map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    "baseline best",
    "checkpoint pony",
    "entity blade",
    "lora a-b",
    "lora a_b",
    "lora a_c",
    "lora listed",
    "lora metal",
    "lora quality",
    "lora z1",
    "profile plain.v1",
    "spec sword",
    "tag item:a",
    "tag mood:b",
  ]);
  expect(found.filter(({ kind }) => kind === "policy").map(({ id }) => id)).toEqual([
    "assetTypeContract",
    "checkpoint",
    "contract",
    "family",
    "projectLoras",
    "prompt",
    "runtimeSafety",
    "seed",
    "stack",
  ]);
  expect(inputsDigestOf(found)).toBe(PLAN.inputsDigest);
});

test("[P2] what other asset types, tags, baselines and checkpoints say is not among the inputs", () => {
  const elsewhere: Changes = {
    ...RICH,
    policies: {
      ...RICH.policies,
      assetTypes: { ...RICH.policies?.assetTypes, logo: { contract: { maxColors: 99 } } },
      projectLoras: [...use("listed"), { lora: "quality", assetTypes: ["logo"] }],
      checkpoints: { copax: { defaultProfile: "plain" } },
      entities: { families: { hero: { paletteMaxDistance: 0.9 } } },
    },
    tags: [...(RICH.tags ?? []).slice(0, 2), tagOf("item:unused", { contract: { marginPx: 9 } })],
    baselines: [...(RICH.baselines ?? []).slice(0, 1), baselineOf("other", { version: 9 })],
  };
  expect(planWith(elsewhere)).toEqual(PLAN);
});

const COMFYUI: Changes = {
  spec: { workflow: "flow" },
  checkpoint: { weights: { path: "a/pony.safetensors", sha256: "0".repeat(64) } },
  workflows: [workflowWith()],
};

test("[P45] the built-in renderer's version counts for what it draws, and for nothing ComfyUI draws", () => {
  const next = { builtinRenderer: "procedural/2" };
  expect(planWith({}, next).renderDigest).not.toBe(planWith().renderDigest);
  expect(planWith(COMFYUI, next).recipeDigest).toBe(planWith(COMFYUI).recipeDigest);
});

test("[P45] ComfyUI's model files count by content, the separate VAE included, and the family only for the built-in renderer", () => {
  const withFiles = (checkpoint: Changes["checkpoint"]) =>
    planWith({ ...COMFYUI, checkpoint: { ...COMFYUI.checkpoint, ...checkpoint } }).renderDigest;
  const base = withFiles({});
  const sha256 = "0".repeat(64);
  expect(withFiles({ weights: { path: "b/other.safetensors", sha256: `sha256:${sha256}` } })).toBe(base);
  expect(withFiles({ family: "other" })).toBe(base);
  expect(withFiles({ weights: { path: "a/pony.safetensors", sha256: "1".repeat(64) } })).not.toBe(base);
  expect(withFiles({ vae: { path: "vae.safetensors", sha256 } })).not.toBe(base);
});

test("[P45] demands and seeds are no part of `renderDigest`: with a seed it is the key of one image", () => {
  const relaxed = planWith({ spec: { contract: { alignmentTolerancePx: 9 }, seed: { mode: "fixed", baseSeed: 1 } } });
  expect(relaxed.renderDigest).toBe(planWith().renderDigest);
  expect(relaxed.recipeDigest).not.toBe(planWith().recipeDigest);
});

/** The same project in which every record has another name, and no seed derives from one. */
function renamed(name: (id: string) => string): Plan {
  const rename = <T extends { readonly id: string }>(record: T): T => ({ ...record, id: name(record.id) });
  const uses = (list: readonly { lora: string }[] | undefined) => (list ?? []).map(({ lora }) => ({ lora: name(lora) }));
  const profile = { ...RICH.profile, id: name("plain"), checkpointId: name("pony") };
  return planWith({
    ...RICH,
    spec: {
      ...RICH.spec,
      id: name("sword"),
      title: name("Title"),
      checkpoint: name("pony"),
      baseline: name("best"),
      loras: uses(RICH.spec?.loras),
      seed: { mode: "derived", deriveFrom: ["assetType"] },
      pin: { profile: name("plain"), profileVersion: 1, at: name("x").length },
    },
    policies: { ...RICH.policies, projectLoras: uses(RICH.policies?.projectLoras) },
    checkpoint: { ...RICH.checkpoint, ...rename({ id: "pony", title: name("Title"), family: "pony" }) },
    profile,
    moreProfiles: [],
    baselines: (RICH.baselines ?? []).map((one) => ({ ...rename(one), checkpointId: name("pony"), loras: uses(one.loras) })),
    loras: (RICH.loras ?? []).map((one) => ({
      ...rename(one),
      checkpoints: [name("pony")],
      file: `${name("folder")}/file.safetensors`,
      sha256: one.sha256 ?? "",
    })),
    tags: (RICH.tags ?? []).map((one) => ({
      ...one,
      title: name("Title"),
      prompt: { [name("pony")]: (one.prompt?.["pony"] ?? []).map(rename) },
      models: { required: uses(one.models?.required), preferred: [] },
    })),
  });
}

test("[P46] ids, titles, paths and times of records are in no digest of decisions", () => {
  const plain = renamed((id) => id);
  const other = renamed((id) => `x-${id}`);
  expect(other.explanation.blocked).toEqual([]);
  expect([other.renderDigest, other.recipeDigest]).toEqual([plain.renderDigest, plain.recipeDigest]);
  expect(other.inputsDigest).not.toBe(plain.inputsDigest);
});

test("[P46] two specs that ask for the same thing have one recipe, unless their seeds derive from their ids", () => {
  const specOf = (id: string, deriveFrom: ("specId" | "assetType")[]) =>
    planWith({ spec: { id, title: id, seed: { deriveFrom } } });
  expect(specOf("a", ["assetType"]).recipeDigest).toBe(specOf("b", ["assetType"]).recipeDigest);
  expect(specOf("a", ["specId"]).recipeDigest).not.toBe(specOf("b", ["specId"]).recipeDigest);
});

test("[P46] the layer that makes a demand decides nothing, the demand does", () => {
  const demanded = (changes: Changes) => planWith(changes).recipeDigest;
  expect(demanded({ policies: { contract: { marginPx: 2 } } })).toBe(demanded({ spec: { contract: { marginPx: 2 } } }));
  expect(demanded({ spec: { contract: { marginPx: 2 } } })).not.toBe(demanded({ spec: { contract: { marginPx: 3 } } }));
});

test("[P47] an equal request is recognised whatever was drawn and however often it was tried", () => {
  const random = inputsOf(sketchOf({ spec: { seed: { mode: "random_recorded" } } }));
  const adjustments = [{ kind: "seed_advance", by: 1 }] as const;
  const match = matchDigestOf(random, SETTINGS);
  expect(matchDigestOf(random, { ...SETTINGS, drawnSeed: 5, adjustments })).toBe(match);
  const derived = inputsOf(sketchOf());
  expect(matchDigestOf(derived, { ...SETTINGS, adjustments })).toBe(planSpec(derived, SETTINGS).recipeDigest);
  expect(matchDigestOf(derived, SETTINGS)).not.toBe(match);
  const more = inputsOf(sketchOf({ spec: { seed: { mode: "random_recorded" }, output: { kind: "single_image", variants: 2 } } }));
  expect(matchDigestOf(more, SETTINGS)).not.toBe(match);
});

test("[P47] a blocked plan matches nothing: asking is a bug", () => {
  expect(() => matchDigestOf(inputsOf(sketchOf({ spec: { checkpoint: "lost" } })), SETTINGS)).toThrow(TypeError);
});

test("[P48] a plan blocked in every section names each blocker, keeps its shape and has no digests", () => {
  const plan = planWith({
    profile: { unmappedTags: "block" },
    spec: {
      baseline: "lost",
      tags: ["item:lost", "item:mute"],
      loras: use("lost"),
      contract: { background: "any", frames: 4 },
      entityLink: { entity: "lost", role: "portrait" },
    },
    policies: { contract: { background: "white" } },
    tags: [tagOf("item:mute", { prompt: {} })],
  });
  expect(inShort(plan.explanation.blocked)).toEqual([
    "baseline lost unknown_baseline",
    "tag item:lost unknown_tag",
    "entity lost unknown_entity",
    "lora lost unknown_lora",
    "contract background contract_loosened",
    "contract frames contract_contradiction",
    "tag item:mute unmapped_tag",
  ]);
  expect([plan.renderDigest, plan.recipeDigest]).toEqual([null, null]);
  expect(Object.keys(plan)).toEqual(Object.keys(PLAN));
  expect(plan.specDigest).toMatch(/^sha256:/);
});

test("[P48] parameters come from the checkpoint, the size from the output where it says so", () => {
  const defaults = { sampler: "dpm", scheduler: "karras", steps: 30, cfg: 5.5, width: 512, height: 256, clipSkip: 2 };
  const plan = planWith({ checkpoint: { defaults }, spec: { output: { kind: "single_image", height: 64 } } });
  expect(plan.parameters).toEqual({ ...defaults, height: 64 });
  expect(planWith({ spec: { checkpoint: "lost" } }).parameters).toBeNull();
});

test("[P49] the built-in renderer is told what the contract demands", () => {
  const contract = {
    background: "white",
    marginPx: 3,
    tileable: true,
    maxColors: 7,
    palette: { colors: ["#010203"], maxDistance: 0.1 },
  } as const;
  const plan = planWith({
    spec: { contract: { ...contract, palette: { ...contract.palette, colors: ["#010203"] } }, tags: ["item:a"] },
    tags: [tagOf("item:a")],
  });
  expect(plan.drawing).toEqual({
    assetType: "ui_icon",
    kind: "single_image",
    tags: ["item:a"],
    palette: ["#010203"],
    background: "white",
    marginPx: 3,
    tileable: true,
    maxColors: 7,
    familySeed: null,
  });
});

test("[P49] a contract that demands nothing leaves the built-in renderer free", () => {
  expect(planWith().drawing).toEqual({
    assetType: "ui_icon",
    kind: "single_image",
    tags: [],
    palette: [],
    background: "transparent",
    marginPx: 0,
    tileable: false,
    maxColors: null,
    familySeed: null,
  });
});

test("[P49] where the contract leaves the background open, tiles fill their square and all else stands free", () => {
  const chosen = (changes: Changes) => planWith(changes).drawing?.background;
  expect(chosen({})).toBe("transparent");
  expect(chosen({ spec: { output: { kind: "tileset", tiles: ["moss"] } } })).toBe("opaque");
  expect(chosen({ spec: { contract: { tileable: true } } })).toBe("opaque");
  expect(chosen({ spec: { contract: { background: "white_or_transparent" } } })).toBe("transparent");
  expect(chosen({ spec: { contract: { background: "any" }, output: { kind: "tileset", tiles: ["moss"] } } })).toBe("opaque");
});

test("[P49] without a palette in the contract, the anchors' first eight colours are kept to", () => {
  const colors = Array.from({ length: 6 }, (_, index) => `#00000${index}`);
  const images = ["a.png", "b.png"].map((ref) => ({ ref, pixelSha256: ref, colors }));
  const style = { mode: "lock_to_anchor_set", anchorRefs: ["a.png", "b.png"] } as const;
  const plan = planWith({ spec: { style: { ...style, anchorRefs: [...style.anchorRefs] } }, images });
  expect(plan.drawing?.palette).toEqual([...colors, "#000000", "#000001"]);
});

test("[P49] assets of one entity share a family seed, whatever their spec", () => {
  const entities = ["blade", "other"].map((id) => ({ id, title: id, kind: "weapon" }));
  const seedOf = (id: string, entity: string) =>
    planWith({ spec: { id, entityLink: { entity, role: "portrait" } }, entities }).drawing?.familySeed;
  expect(seedOf("a", "blade")).toBe(seedOf("b", "blade"));
  expect(seedOf("a", "blade")).not.toBe(seedOf("a", "other"));
});
