import { expect, test } from "vitest";
import { z } from "zod";
import { inputsOf, SETTINGS, type Sketch } from "../../../../tests/support/records.ts";
import { workflowWith } from "../../../../tests/support/workflows.ts";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { Checkpoint, Profile } from "../records/checkpoint.ts";
import { Baseline, Lora } from "../records/lora.ts";
import { Policies } from "../records/project.ts";
import { Spec } from "../records/spec.ts";
import { Entity, Tag } from "../records/tag.ts";
import { planSpec } from "./plan-spec.ts";

const hex = (digit: string): string => digit.repeat(64);
const demands = (marginPx: number) => ({
  background: "white_or_transparent" as const,
  alignmentTolerancePx: 1,
  perspective: { mode: "strict" as const, view: "side" as const },
  silhouetteDriftTolerance: 0.2,
  marginPx,
  palette: { colors: ["#101010"], maxDistance: 0.3 },
  tileable: false,
  noDropShadow: true,
  maxColors: 16,
});
const lists = (word: string) => ({ positive: [`${word} yes`], negative: [`${word} no`] });
const both = (word: string) => ({ positive: `${word} yes`, negative: `${word} no` });
const loraOf = (id: string, scope: "baseline" | "project" | "tag" | "entity") => ({
  id,
  scope,
  checkpoints: ["pony"],
  assetTypes: ["ui_icon"],
  weight: { default: 0.5, min: 0.1, max: 0.9 },
  triggerWords: [`${id} word`],
});
const releaseOf = (version: number, status: "active" | "approved") => ({
  version,
  status,
  file: `quality.v${version}.safetensors`,
  sha256: hex(String(version)),
});

const RETRY = {
  maxAttempts: 2,
  backoffMode: "fixed" as const,
  baseDelayMs: 200,
  maxDelayMs: 400,
  jitterPct: 1,
  retryOn: ["timeout" as const],
  escalateTo: "reject" as const,
};
const RANGE = { min: 0.1, max: 0.9 };

/**
 * A project in which every field that can be written is written, and as much of it as one spec can bear decides.
 *
 * @param weight  At which its LoRAs are used: at an end of the allowed range, so that the end decides.
 */
const builtinOf = (weight: number): Sketch => ({
  policies: {
    contract: {},
    assetTypes: { ui_icon: { contract: {} } },
    stack: {
      caps: { baseline: 1, project: 3, tag: 2, entity: 1, total: 7 },
      weight: { baseline: RANGE, project: RANGE, tag: RANGE, entity: RANGE },
      incompatible: [["tagged", "rival", "they clash"]],
    },
    projectLoras: [{ lora: "listed", weight, assetTypes: ["ui_icon"] }],
    checkpoints: { pony: { defaultProfile: "plain", allowedBaselines: ["best"], defaultBaseline: "best", concurrency: 2 } },
    prompt: { allowSpecOverride: ["checkpoint_base"] },
    runtimeSafety: { enabled: true, ...lists("safe") },
    seed: { mode: "derived", deriveFrom: ["assetType"], hashAlgo: "fnv1a32" },
    routing: { onPass: "auto_advance", onFail: "reject", onUncertain: "manual_review_queue", perCheck: { blank: "reject" } },
    retry: { ...RETRY, perJobType: { make: RETRY, regenerate: RETRY }, perCheck: { blank: RETRY } },
    concurrency: { project: 2, perBackend: 2 },
    priority: { interactive: 3, review: 2, normal: 1, automation: 0 },
    feedback: { pollingFallbackMs: 500 },
    entities: { default: { paletteMaxDistance: 0.4 }, families: { weapon: { paletteMaxDistance: 0.2 } } },
    trials: {
      providers: { anthropic: { baseUrl: "http://127.0.0.1:1", apiKeyEnv: "KEY" } },
      prices: { "some-model": { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1.2 } },
      judge: { adapter: "anthropic", model: "some-model" },
      redact: ["secret"],
      retentionDays: 30,
    },
  },
  checkpoints: [
    {
      id: "pony",
      title: "Pony",
      family: "pony",
      supportedAssetTypes: ["ui_icon"],
      defaults: { sampler: "euler", scheduler: "normal", steps: 20, cfg: 7, width: 64, height: 64, clipSkip: 1 },
    },
  ],
  profiles: [
    {
      id: "plain",
      version: 1,
      checkpointId: "pony",
      templateFamily: "tags",
      base: both("base"),
      perAssetType: { ui_icon: both("type") },
      presets: { shiny: both("preset") },
      tagOrderPolicy: "explicit",
      tagOrder: ["mood", "item"],
      unmappedTags: "literal",
      emphasis: "parens",
      separator: ", ",
      notes: "a remark",
    },
  ],
  baselines: [
    {
      id: "best",
      version: 1,
      checkpointId: "pony",
      profile: "plain",
      loras: [{ lora: "quality", weight }],
      limits: { stack: 7 },
      promptHints: lists("hint"),
      contract: demands(1),
      assetTypes: { ui_icon: { promptHints: lists("typed hint"), contract: {} } },
    },
  ],
  loras: [
    { ...loraOf("quality", "baseline"), releases: [releaseOf(2, "active"), releaseOf(3, "active")] },
    { ...loraOf("listed", "project"), file: "listed.safetensors", sha256: hex("3") },
    { ...loraOf("own", "project"), file: "own.safetensors", sha256: hex("4") },
    { ...loraOf("nice", "project"), file: "nice.safetensors", sha256: hex("5"), recommendedFor: ["item:a"] },
    { ...loraOf("tagged", "tag"), file: "tagged.safetensors", sha256: hex("6") },
    { ...loraOf("fitting", "tag"), file: "fitting.safetensors", sha256: hex("7") },
    { ...loraOf("family", "entity"), file: "family.safetensors", sha256: hex("8") },
  ],
  tags: [
    {
      id: "item:a",
      title: "A",
      models: { required: [{ lora: "tagged", weight }], preferred: [{ lora: "fitting", weight }] },
      prompt: {
        pony: [
          { id: "b", polarity: "positive", text: "tag", weight: 1.2, position: "body" },
          { id: "bb", polarity: "positive", text: "more", weight: 1.2, position: "body" },
        ],
      },
      contract: {},
    },
    { id: "mood:b", title: "B" },
  ],
  entities: [
    {
      id: "blade",
      title: "Blade",
      kind: "weapon",
      anchor: "blade.png",
      palette: ["#202020"],
      loras: [{ lora: "family", weight }],
    },
  ],
  specs: [
    {
      id: "sword",
      title: "Sword",
      assetType: "ui_icon",
      tags: ["item:a", "mood:b"],
      status: "ready",
      checkpoint: "pony",
      profile: "plain",
      baseline: "best",
      loras: [{ lora: "own", weight }],
      loraPolicy: {
        mode: "baseline_then_project",
        preferRecommended: true,
        maxActiveLoras: 7,
        releasePolicy: "active_or_latest_approved",
      },
      style: { mode: "lock_to_anchor_set", anchorRefs: ["style.png"] },
      contract: {},
      entityLink: { entity: "blade", role: "pickup_icon" },
      prompt: both("spec"),
      promptPolicy: {
        compileMode: "checkpoint_profile_default",
        tagOrderMode: "checkpoint_default",
        tagOrder: ["item"],
        preset: "shiny",
      },
      seed: { mode: "derived", deriveFrom: ["specId", "checkpointId", "entityId", "assetType"], hashAlgo: "fnv1a32" },
      output: { kind: "single_image", variants: 2 },
      pin: { profile: "plain", profileVersion: 1, at: 1 },
    },
  ],
  workflows: [],
  images: [
    { ref: "style.png", pixelSha256: "style", colors: ["#303030"] },
    { ref: "blade.png", pixelSha256: "blade", colors: ["#404040"] },
  ],
});
const BUILTIN = builtinOf(0.5);
const [SPEC] = BUILTIN.specs;
const [CHECKPOINT] = BUILTIN.checkpoints;
const [BASELINE] = BUILTIN.baselines;
const [, PLAIN_TAG] = BUILTIN.tags;
if (!SPEC || !CHECKPOINT || !BASELINE || !PLAIN_TAG) throw new TypeError("the sketch has one of each");

const STATES = ["on", "off"];
const OUTPUT = { kind: "ui_states" as const, width: 32, height: 32, states: STATES, variants: 1 };
const HARD = { size: { width: 32, height: 32 }, requiredStates: STATES };

/** The same project seen from where other fields decide: files and workflow, an override, policies instead of the spec. */
const COMFYUI: Sketch = {
  ...BUILTIN,
  policies: {
    ...BUILTIN.policies,
    contract: { ...demands(2), ...HARD },
    assetTypes: { ui_icon: { contract: {} } },
    seed: { mode: "fixed", baseSeed: 5, hashAlgo: "sha256" },
  },
  checkpoints: [
    {
      ...CHECKPOINT,
      weights: { path: "pony.safetensors", sha256: hex("a") },
      vae: { uri: "https://example.org/vae.safetensors", sha256: hex("b") },
    },
  ],
  baselines: [{ ...BASELINE, contract: {}, assetTypes: {} }],
  entities: [{ id: "blade", title: "Blade", kind: "weapon", loras: [] }],
  specs: [
    {
      ...without(SPEC, "seed", "profile", "baseline", "pin"),
      loraPolicy: { preferRecommended: false },
      style: { mode: "inherit_project", anchorRefs: ["style.png"] },
      promptPolicy: { compileMode: "spec_override", tagOrderMode: "explicit", tagOrder: ["mood", "item"] },
      output: OUTPUT,
      workflow: "flow",
    },
  ],
  workflows: [workflowWith()],
};

const typed = (contract: object, typedContract: object): Sketch["baselines"] => [
  { ...BASELINE, contract, assetTypes: { ui_icon: { contract: typedContract } } },
];
const unlinked = without(SPEC, "entityLink");

/** Each layer of the contract once alone, with every field of the contract. */
const CONTRACTS: readonly Sketch[] = [
  { ...BUILTIN, baselines: typed({ ...demands(1), ...HARD }, {}), specs: [{ ...unlinked, output: OUTPUT }] },
  { ...BUILTIN, baselines: typed({}, { ...demands(1), ...HARD }), specs: [{ ...unlinked, output: OUTPUT }] },
  {
    ...BUILTIN,
    baselines: typed({}, {}),
    policies: { ...BUILTIN.policies, assetTypes: { ui_icon: { contract: { ...demands(1), ...HARD } } } },
    specs: [{ ...unlinked, output: OUTPUT }],
  },
  {
    ...BUILTIN,
    baselines: typed({}, {}),
    policies: { ...BUILTIN.policies, contract: { ...demands(1), ...HARD } },
    specs: [{ ...unlinked, output: OUTPUT }],
  },
  { ...BUILTIN, baselines: typed({}, {}), specs: [{ ...unlinked, contract: { ...demands(1), ...HARD }, output: OUTPUT }] },
  {
    ...BUILTIN,
    baselines: typed({}, {}),
    tags: [{ ...PLAIN_TAG, id: "item:a", contract: { ...demands(1), ...HARD } }, PLAIN_TAG],
    specs: [{ ...unlinked, output: OUTPUT }],
  },
];

/** Each layer asking for the frames of an animation, and the remaining kinds of output. */
const ANIMATION = { kind: "animation" as const, width: 8, height: 8, frames: 3 };
const FRAMES: readonly Sketch[] = [
  {
    ...BUILTIN,
    baselines: typed({ frames: 3 }, { frames: 3 }),
    specs: [{ ...SPEC, output: ANIMATION, contract: { frames: 3 } }],
  },
  {
    ...BUILTIN,
    policies: { ...BUILTIN.policies, contract: { frames: 3 }, assetTypes: { ui_icon: { contract: { frames: 3 } } } },
    tags: [{ ...PLAIN_TAG, id: "item:a", contract: { frames: 3 } }, PLAIN_TAG],
    specs: [{ ...SPEC, output: ANIMATION }],
  },
  { ...BUILTIN, specs: [{ ...SPEC, output: { kind: "tileset", tiles: ["moss"] } }] },
  { ...BUILTIN, specs: [{ ...SPEC, output: { kind: "logo_set", marks: ["wide"] } }] },
];

/** Policies that count where spec and records are silent. */
const [QUALITY, ...OTHER_LORAS] = BUILTIN.loras;
if (!QUALITY) throw new TypeError("the sketch has LoRAs");
const QUIET: readonly Sketch[] = [
  { ...BUILTIN, loras: [{ ...QUALITY, releases: [releaseOf(1, "approved")] }, ...OTHER_LORAS] },
  {
    ...COMFYUI,
    checkpoints: [
      {
        ...CHECKPOINT,
        weights: { uri: "https://example.org/pony.safetensors", sha256: hex("a") },
        vae: { path: "vae.safetensors", sha256: hex("b") },
      },
    ],
  },
  {
    ...BUILTIN,
    specs: [without(SPEC, "seed", "profile", "baseline")],
    profiles: [...BUILTIN.profiles, { id: "other", version: 1, checkpointId: "pony" }],
  },
  { ...BUILTIN, specs: [{ ...SPEC, seed: { mode: "fixed", baseSeed: 4 } }] },
  { ...BUILTIN, entities: BUILTIN.entities.map((entity) => ({ ...entity, kind: "relic" })) },
  { ...BUILTIN, policies: { ...BUILTIN.policies, stack: { incompatible: [["tagged", "fitting", "they clash"]] } } },
  {
    ...BUILTIN,
    baselines: [{ ...BASELINE, contract: {} }],
    entities: BUILTIN.entities.map((entity) => without(entity, "palette")),
  },
];

/** What plans never read need not be tried from every side. */
const briefly = (sketch: Sketch): Sketch => ({
  ...sketch,
  policies: without(sketch.policies, "routing", "retry", "concurrency", "priority"),
});
const SKETCHES: readonly Sketch[] = [
  BUILTIN,
  ...[builtinOf(0.1), builtinOf(0.9), COMFYUI, ...CONTRACTS, ...FRAMES, ...QUIET].map(briefly),
];

function without<T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !(keys as readonly string[]).includes(key))) as Omit<T, K>;
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly prefixItems?: readonly JsonSchema[];
  readonly enum?: readonly string[];
}

const SCHEMAS = {
  policies: Policies,
  checkpoints: z.array(Checkpoint),
  profiles: z.array(Profile),
  baselines: z.array(Baseline),
  loras: z.array(Lora),
  tags: z.array(Tag),
  entities: z.array(Entity),
  specs: z.array(Spec),
} as const;
const SCHEMA: JsonSchema = {
  properties: Object.fromEntries(
    Object.entries(SCHEMAS).map(([kind, schema]) => [kind, z.toJSONSchema(schema, { io: "input" }) as JsonSchema]),
  ),
};

interface Leaf {
  readonly path: readonly string[];
  /** The path with `*` for every id, key and index, e.g. `loras.*.weight.min`. */
  readonly field: string;
  readonly choices: readonly string[] | undefined;
}

function leavesOf(
  value: unknown,
  schema: JsonSchema | undefined,
  at: Pick<Leaf, "path" | "field"> = { path: [], field: "" },
): Leaf[] {
  if (typeof value !== "object" || value === null) return [{ ...at, choices: schema?.enum }];
  return Object.entries(value).flatMap(([key, inner]) => {
    const named = schema?.properties?.[key];
    const name = named === undefined && schema !== undefined ? "*" : key;
    const rest = typeof schema?.additionalProperties === "object" ? schema.additionalProperties : undefined;
    const below = named ?? schema?.prefixItems?.[Number(key)] ?? schema?.items ?? rest;
    return leavesOf(inner, below, { path: [...at.path, key], field: at.field === "" ? name : `${at.field}.${name}` });
  });
}

function fieldsOf(schema: JsonSchema, field = ""): string[] {
  const below = (name: string): string => (field === "" ? name : `${field}.${name}`);
  if (schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([key, inner]) => fieldsOf(inner, below(key)));
  const inner =
    schema.prefixItems?.[0] ??
    schema.items ??
    (typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined);
  return inner === undefined ? [field] : fieldsOf(inner, below("*"));
}

/** Values of the same kind that are not the leaf's own; those that the schema refuses are passed over. */
function otherValues(value: unknown, choices: readonly string[] | undefined): readonly unknown[] {
  if (choices !== undefined) return choices.filter((choice) => choice !== value);
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value + 2, value - 1, value / 2, value + 0.1, value - 0.1];
  return [`${String(value)}x`, "#abcdef", hex("f"), `other-${String(value)}`, "item:other", "http://127.0.0.1:2"];
}

function withValue(node: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(node)) return node.map((item, index) => (String(index) === key ? withValue(item, rest, value) : item));
  return { ...(node as object), [key]: withValue((node as Record<string, unknown>)[key], rest, value) };
}

function valueAt(node: unknown, path: readonly string[]): unknown {
  return path.reduce((inner: unknown, key) => (inner as Record<string, unknown>)[key], node);
}

/** What is decided, and what was read to decide it; null when the schemas refuse the project. */

function outcomeOf(sketch: Sketch): { readonly decided: string; readonly inputs: string } | null {
  try {
    const plan = planSpec(inputsOf(sketch), { ...SETTINGS, drawnSeed: 7 });
    return { decided: canonicalJson([plan.recipeDigest, plan.explanation.blocked]), inputs: plan.inputsDigest };
  } catch (error) {
    if (error instanceof z.ZodError) return null;
    throw error;
  }
}

interface Found {
  /** Whether some change of it changed what is decided. */
  decides: boolean;
  /** Whether some change of it changed the inputs' digest. */
  isRead: boolean;
  /** Whether some change was decided by, and yet not among the inputs. */
  slipsThrough: boolean;
  /** Whether it can be changed without changing another field. */
  isFree: boolean;
}

const UNTRIED: Readonly<Found> = { decides: false, isRead: false, slipsThrough: false, isFree: false };

/** Changes one field in every way that is valid, until one of them decides. For words, one other word is every way. */
function examine(sketch: Sketch, leaf: Leaf, before: ReturnType<typeof outcomeOf>): Found {
  const found = { ...UNTRIED };
  for (const value of otherValues(valueAt(sketch, leaf.path), leaf.choices)) {
    const after = outcomeOf(withValue(sketch, leaf.path, value) as Sketch);
    if (after === null) continue;
    found.isFree = true;
    found.isRead ||= after.inputs !== before?.inputs;
    found.decides = after.decided !== before?.decided;
    found.slipsThrough ||= found.decides && after.inputs === before?.inputs;
    if (found.decides || (typeof value === "string" && leaf.choices === undefined)) return found;
  }
  return found;
}

/** Tries every field in every sketch, until one shows that it decides. */
function examineAll(): ReadonlyMap<string, Readonly<Found>> {
  const found = new Map<string, Found>();
  for (const sketch of SKETCHES) {
    const before = outcomeOf(sketch);
    for (const leaf of leavesOf(sketch, SCHEMA)) {
      const known = found.get(leaf.field) ?? UNTRIED;
      if (known.decides) continue;
      const now = examine(sketch, leaf, before);
      found.set(leaf.field, {
        decides: now.decides,
        isRead: known.isRead || now.isRead,
        slipsThrough: known.slipsThrough || now.slipsThrough,
        isFree: known.isFree || now.isFree,
      });
    }
  }
  return found;
}

const FOUND = examineAll();
const fieldsThat = (test: (found: Readonly<Found>) => boolean): string[] =>
  [...FOUND.entries()].filter(([, found]) => test(found)).map(([field]) => field);

/** Policies of work, not of assets; words for people; what is written when a spec becomes ready. */
const NOT_READ = [
  /^policies\.(routing|retry|concurrency|priority|feedback|trials)\./,
  /^policies\.checkpoints\.\*\.concurrency$/,
  /^(checkpoints|tags|entities|specs)\.\*\.title$/,
  /^profiles\.\*\.notes$/,
  /^specs\.\*\.(status|pin\.\w+)$/,
];

/** What is frozen with an asset and says nothing about its pixels or its demands: versions, places of files, the role. */
const ONLY_RECORDED = [
  "baselines.*.version",
  "checkpoints.*.vae.path",
  "checkpoints.*.vae.uri",
  "checkpoints.*.weights.path",
  "checkpoints.*.weights.uri",
  "loras.*.file",
  "loras.*.releases.*.file",
  "profiles.*.version",
  "specs.*.entityLink.role",
];

test("[P46] the sketches hold every field that can be written, and none of them is blocked", () => {
  expect(fieldsOf(SCHEMA).filter((field) => !FOUND.has(field))).toEqual([]);
  for (const sketch of SKETCHES) expect(planSpec(inputsOf(sketch), SETTINGS).explanation.blocked).toEqual([]);
});

test("[P46] every field that can be changed decides, but for those that say nothing about the result", () => {
  const idle = fieldsThat((found) => found.isFree && !found.decides);
  expect(idle.filter((field) => !NOT_READ.some((pattern) => pattern.test(field))).toSorted()).toEqual(ONLY_RECORDED);
});

test("[P46] the kind of output, which alone cannot be changed alone, decides", () => {
  expect(fieldsThat((found) => !found.isFree)).toEqual(["specs.*.output.kind"]);
  const kinds = [BUILTIN, ...FRAMES, ...CONTRACTS].map((sketch) => planSpec(inputsOf(sketch), SETTINGS));
  const recipeByKind = new Map(kinds.map((plan) => [plan.drawing?.kind, plan.recipeDigest]));
  expect([recipeByKind.size, new Set(recipeByKind.values()).size]).toEqual([5, 5]);
});

test("[P2] whatever decides is among the inputs", () => {
  expect(fieldsThat((found) => found.slipsThrough)).toEqual([]);
});

test("[P2] words for people, the pin and the policies of work are not among the inputs; all else is", () => {
  const unread = fieldsThat((found) => found.isFree && !found.isRead);
  expect(unread.filter((field) => !NOT_READ.some((pattern) => pattern.test(field)))).toEqual([]);
  expect(fieldsThat((found) => found.isRead).filter((field) => NOT_READ.some((pattern) => pattern.test(field)))).toEqual([]);
});
