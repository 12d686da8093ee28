import * as fc from "fast-check";
import { expect, test } from "vitest";
import { baselineOf, type Changes, inShort, loraOf, planWith, tagOf } from "../../../../tests/support/records.ts";
import type { StackLayer } from "../records/project.ts";

const inLayer = (id: string, scope: StackLayer) => loraOf(id, { scope });
const entityOf = (...loras: string[]) => ({
  id: "blade",
  title: "Blade",
  kind: "weapon",
  loras: loras.map((lora) => ({ lora })),
});

/** One LoRA per layer and need, each named for where it belongs. */
const FULL: Changes = {
  spec: {
    tags: ["item:a"],
    baseline: "base",
    entityLink: { entity: "blade", role: "pickup_icon" },
    loras: [{ lora: "own" }],
    loraPolicy: { preferRecommended: true },
  },
  policies: { projectLoras: [{ lora: "listed" }] },
  baselines: [baselineOf("base", { loras: [{ lora: "base-b" }, { lora: "base-a" }] })],
  tags: [tagOf("item:a", { models: { required: [{ lora: "required" }], preferred: [{ lora: "preferred" }] } })],
  entities: [entityOf("family")],
  loras: [
    inLayer("base-a", "baseline"),
    inLayer("base-b", "baseline"),
    inLayer("own", "project"),
    inLayer("listed", "project"),
    loraOf("recommended", { recommendedFor: ["item:a"] }),
    inLayer("required", "tag"),
    inLayer("preferred", "tag"),
    inLayer("family", "entity"),
  ],
};

const withPolicy = (loraPolicy: NonNullable<Changes["spec"]>["loraPolicy"], changes: Changes = {}) =>
  planWith({ ...FULL, ...changes, spec: { ...FULL.spec, ...changes.spec, loraPolicy } });
const idsOf = (plan: ReturnType<typeof planWith>): string[] => plan.stack.map((entry) => entry.lora);

test("[P10] the chain is baseline, project, tag, entity, each as listed", () => {
  const plan = planWith(FULL);
  expect(plan.explanation.blocked).toEqual([]);
  expect(idsOf(plan)).toEqual(["base-b", "base-a", "own", "listed", "recommended", "required", "preferred", "family"]);
  expect(plan.stack.map((entry) => entry.layer)).toEqual([
    "baseline",
    "baseline",
    "project",
    "project",
    "project",
    "tag",
    "tag",
    "entity",
  ]);
  const loras = plan.explanation.chosen.filter((item) => item.kind === "lora");
  expect(loras[0]).toEqual({
    kind: "lora",
    id: "base-b",
    layer: "baseline",
    reasonCode: "fits",
    detail: "part of baseline `base`; weight 1",
  });
});

test("[P10] what one tag requires comes before what another prefers; each tag in the spec's order", () => {
  const tags = [
    tagOf("item:b", { models: { preferred: [{ lora: "pb" }], required: [{ lora: "rb" }] } }),
    tagOf("item:a", { models: { required: [{ lora: "ra" }] } }),
  ];
  const loras = ["pb", "rb", "ra"].map((id) => inLayer(id, "tag"));
  expect(idsOf(planWith({ spec: { tags: ["item:b", "item:a"] }, tags, loras }))).toEqual(["rb", "ra", "pb"]);
});

const MODES = {
  manual: ["own", "required"],
  baseline_only: ["base-b", "base-a", "required", "preferred", "family"],
  project_only: ["own", "listed", "recommended", "required", "preferred", "family"],
  baseline_then_project: ["base-b", "base-a", "own", "listed", "recommended", "required", "preferred", "family"],
  project_then_baseline: ["own", "listed", "recommended", "base-b", "base-a", "required", "preferred", "family"],
} as const;

test.each(Object.keys(MODES) as (keyof typeof MODES)[])("[P11] mode %s uses its layers and names what it leaves out", (mode) => {
  const plan = withPolicy({ mode, preferRecommended: true });
  expect(idsOf(plan)).toEqual(MODES[mode]);
  const left = MODES.baseline_then_project.filter((id) => !(MODES[mode] as readonly string[]).includes(id));
  expect(inShort(plan.explanation.skipped)).toEqual(left.map((id) => `lora ${id} layer_not_used`));
});

test("[P11] recommended LoRAs enter only when the spec prefers them, by id, and only those of the project layer", () => {
  const loras = [
    loraOf("z1", { recommendedFor: ["item:a"] }),
    loraOf("a_b", { recommendedFor: ["item:a"] }),
    loraOf("a-b", { recommendedFor: ["item:a"] }),
    loraOf("other", { recommendedFor: ["item:b"] }),
    loraOf("tagged", { scope: "tag", recommendedFor: ["item:a"] }),
  ];
  const spec = { tags: ["item:a"] };
  const tags = [tagOf("item:a")];
  expect(idsOf(planWith({ spec: { ...spec, loraPolicy: { preferRecommended: true } }, loras, tags }))).toEqual([
    "a-b",
    "a_b",
    "z1",
  ]);
  expect(idsOf(planWith({ spec, loras, tags }))).toEqual([]);
});

test("[P12] `project_then_baseline` changes the chain, not who is chosen when room is short", () => {
  const caps = { baseline: 4, project: 4, tag: 4, entity: 4, total: 3 };
  const short = { ...FULL, policies: { ...FULL.policies, stack: { caps } } };
  const swapped = withPolicy({ mode: "project_then_baseline" }, short);
  const straight = withPolicy({ mode: "baseline_then_project" }, short);
  expect(inShort(swapped.explanation.blocked)).toEqual(inShort(straight.explanation.blocked));
  expect(swapped.explanation.chosen).toEqual(straight.explanation.chosen);
  expect([idsOf(straight), idsOf(swapped)]).toEqual([
    ["base-b", "base-a", "own"],
    ["own", "base-b", "base-a"],
  ]);
});

interface Unfit {
  readonly code: string;
  /** What makes the LoRA `x` of the tag layer unfit; null: it does not exist. */
  readonly lora: Parameters<typeof loraOf>[1] | null;
  readonly weight?: number;
  readonly policies?: Changes["policies"];
}

const UNFIT: readonly Unfit[] = [
  { code: "unknown_lora", lora: null },
  { code: "incompatible_checkpoint", lora: { checkpoints: ["copax"] } },
  { code: "incompatible_asset_type", lora: { assetTypes: ["logo"] } },
  { code: "wrong_layer", lora: { scope: "baseline" } },
  { code: "weight_out_of_bounds", lora: {}, weight: 3 },
  { code: "no_eligible_release", lora: { releases: [{ version: 1, status: "candidate", file: "x", sha256: "0".repeat(64) }] } },
  { code: "incompatible_pair", lora: {}, policies: { stack: { incompatible: [["first", "x", "they clash"]] } } },
  { code: "layer_cap", lora: {}, policies: { stack: { caps: { tag: 1 } } } },
  { code: "stack_cap", lora: {}, policies: { stack: { caps: { total: 1 } } } },
];

function planWithUnfit({ lora, weight, policies }: Unfit, need: "required" | "preferred") {
  const use = weight === undefined ? { lora: "x" } : { lora: "x", weight };
  const first = tagOf("item:first", { models: { required: [{ lora: "first" }] } });
  const tags = [first, tagOf("item:x", { models: { [need]: [use] } })];
  const loras = [inLayer("first", "tag"), ...(lora === null ? [] : [loraOf("x", { scope: "tag", ...lora })])];
  return planWith({ spec: { tags: ["item:first", "item:x"] }, tags, loras, policies: policies ?? {} });
}

test.each(UNFIT)("[P13] a required LoRA that does not fit blocks with $code", (unfit) => {
  const plan = planWithUnfit(unfit, "required");
  expect(inShort(plan.explanation.blocked)).toEqual([`lora x ${unfit.code}`]);
  expect(plan.explanation.blocked[0]?.detail).toContain("required by tag `item:x`");
  expect([idsOf(plan), plan.renderDigest]).toEqual([["first"], null]);
});

test.each(UNFIT)("[P13] a preferred LoRA that does not fit is skipped with $code", (unfit) => {
  const plan = planWithUnfit(unfit, "preferred");
  expect([plan.explanation.blocked, inShort(plan.explanation.skipped)]).toEqual([[], [`lora x ${unfit.code}`]]);
});

test("[P13] lists for several checkpoints and types skip what is not for these, and block on everything else", () => {
  const loras = [
    loraOf("copax-only", { checkpoints: ["copax"] }),
    loraOf("logos-only", { assetTypes: ["logo"] }),
    inLayer("misplaced", "tag"),
    loraOf("family", { scope: "entity", checkpoints: ["copax"] }),
  ];
  const plan = planWith({
    spec: { entityLink: { entity: "blade", role: "portrait" } },
    policies: { projectLoras: [{ lora: "copax-only" }, { lora: "logos-only" }, { lora: "misplaced" }] },
    entities: [entityOf("family")],
    loras,
  });
  expect(inShort(plan.explanation.skipped)).toEqual([
    "lora copax-only incompatible_checkpoint",
    "lora logos-only incompatible_asset_type",
    "lora family incompatible_checkpoint",
  ]);
  expect(inShort(plan.explanation.blocked)).toEqual(["lora misplaced wrong_layer"]);
});

test("[P13] a project LoRA for other asset types is no candidate at all", () => {
  const plan = planWith({ policies: { projectLoras: [{ lora: "x", assetTypes: ["logo"] }] }, loras: [loraOf("x")] });
  expect([plan.stack, plan.explanation.skipped]).toEqual([[], []]);
});

const release = (version: number, status: "candidate" | "active" | "approved" | "retired") => ({
  version,
  status,
  file: `x.v${version}.safetensors`,
  sha256: String(version % 10).repeat(64),
});

test("[P14] the highest active release is taken, whatever the order and whatever is newer", () => {
  const releases = [
    release(2, "active"),
    release(10, "active"),
    release(11, "approved"),
    release(12, "candidate"),
    release(3, "active"),
  ];
  const plan = planWith({ spec: { loras: [{ lora: "x" }] }, loras: [loraOf("x", { releases })] });
  expect(plan.stack[0]).toMatchObject({ version: 10, file: "x.v10.safetensors", sha256: "0".repeat(64) });
  expect(plan.explanation.chosen.at(-1)?.detail).toBe("named by the spec; weight 1, release 10");
});

test("[P14] without an active release the highest approved one is taken, unless the spec insists", () => {
  const releases = [release(1, "approved"), release(4, "retired"), release(3, "approved"), release(5, "candidate")];
  const spec = { loras: [{ lora: "x" }] };
  const loras = [loraOf("x", { releases })];
  expect(planWith({ spec, loras }).stack[0]?.version).toBe(3);
  const strict = planWith({ spec: { ...spec, loraPolicy: { releasePolicy: "active_only" } }, loras });
  expect(inShort(strict.explanation.blocked)).toEqual(["lora x no_eligible_release"]);
});

test("[P14] a LoRA without releases is its own file, and both spellings of a digest are one", () => {
  const sha256 = "ab".repeat(32);
  const [plain, prefixed] = [sha256, `sha256:${sha256}`].map((spelling) =>
    planWith({ spec: { loras: [{ lora: "x" }] }, loras: [loraOf("x", { sha256: spelling })] }),
  );
  expect(plain?.stack[0]).toMatchObject({ version: null, sha256 });
  expect(prefixed?.recipeDigest).toBe(plain?.recipeDigest);
});

test("[P15] the tightest of policy, baseline and spec caps the stack, and is named", () => {
  const loras = ["a", "b", "c"].map((id) => inLayer(id, "project"));
  const spec = { loras: loras.map(({ id }) => ({ lora: id })) };
  const cases = [
    [
      { policies: { stack: { caps: { total: 2 } } } },
      "the stack holds at most 2 by policy `stack.caps.total` (named by the spec)",
    ],
    [
      { baselines: [baselineOf("base", { limits: { stack: 1 } })] },
      "the stack holds at most 1 by baseline `base` (named by the spec)",
    ],
    [
      { loraPolicy: { maxActiveLoras: 0 } },
      "the stack holds at most 0 by the spec's `loraPolicy.maxActiveLoras` (named by the spec)",
    ],
  ] as const;
  for (const [{ loraPolicy, ...changes }, detail] of cases as readonly (readonly [Changes & { loraPolicy?: object }, string])[]) {
    const baseline = changes.baselines === undefined ? {} : { baseline: "base" };
    const plan = planWith({ ...changes, spec: { ...spec, ...baseline, loraPolicy: loraPolicy ?? {} }, loras });
    expect(plan.explanation.blocked[0]?.detail).toBe(detail);
  }
});

test("[P15] a cap counts its own layer only", () => {
  const caps = { project: 1, tag: 1 };
  const tags = [tagOf("item:a", { models: { required: [{ lora: "t" }] } })];
  const plan = planWith({
    spec: { tags: ["item:a"], loras: [{ lora: "p" }] },
    policies: { stack: { caps } },
    loras: [inLayer("p", "project"), inLayer("t", "tag")],
    tags,
  });
  expect(idsOf(plan)).toEqual(["p", "t"]);
});

test("[P16] a weight keeps to the LoRA's bounds and to its layer's, the default weight included", () => {
  const weighed = (weight: number | undefined, project = { min: -1, max: 1 }) =>
    planWith({
      spec: { loras: [weight === undefined ? { lora: "x" } : { lora: "x", weight }] },
      policies: { stack: { weight: { project } } },
      loras: [loraOf("x", { weight: { default: 0.9, min: 0.2, max: 1.5 } })],
    });
  expect(weighed(undefined).stack[0]?.weight).toBe(0.9);
  expect([0.2, 1].map((weight) => weighed(weight).explanation.blocked)).toEqual([[], []]);
  expect(weighed(1.2).explanation.blocked[0]?.detail).toBe("weight 1.2 of LoRA `x` is outside 0.2 to 1 (named by the spec)");
  expect([0.1, -1, 2].map((weight) => weighed(weight).explanation.blocked.length)).toEqual([1, 1, 1]);
  expect(inShort(weighed(undefined, { min: 0, max: 0.5 }).explanation.blocked)).toEqual(["lora x weight_out_of_bounds"]);
});

test("[P17] an incompatible pair never meets, whichever of the two comes first", () => {
  const stack = { incompatible: [["b", "a", "they wash out"]] as [string, string, string][] };
  const plan = planWith({
    spec: { loras: [{ lora: "a" }, { lora: "b" }] },
    policies: { stack },
    loras: [loraOf("a"), loraOf("b")],
  });
  expect(idsOf(plan)).toEqual(["a"]);
  expect(plan.explanation.blocked[0]?.detail).toBe("`b` must not meet `a`: they wash out (named by the spec)");
});

test("[P18] a LoRA that several name enters once, with the weight of the first, and the others are told", () => {
  const plan = planWith({
    spec: { tags: ["item:a"], loras: [{ lora: "x", weight: 0.5 }] },
    policies: { projectLoras: [{ lora: "x", weight: 0.8 }] },
    tags: [tagOf("item:a", { models: { required: [{ lora: "x", weight: 0.9 }] } })],
    loras: [loraOf("x")],
  });
  expect(plan.stack.map(({ lora, weight }) => [lora, weight])).toEqual([["x", 0.5]]);
  expect(plan.explanation.blocked).toEqual([]);
  expect(plan.explanation.skipped.map((item) => item.detail)).toEqual([
    "already in the project layer with weight 0.5 (policy `projectLoras`)",
    "already in the project layer with weight 0.5 (required by tag `item:a`)",
  ]);
});

test("[P19] a recommended LoRA gives way to what a later layer needs, for room and for peace", () => {
  const tags = [tagOf("item:a", { models: { required: [{ lora: "needed" }] } })];
  const loras = [loraOf("nice", { recommendedFor: ["item:a"] }), inLayer("needed", "tag")];
  const spec = { tags: ["item:a"], loraPolicy: { preferRecommended: true } };
  const cramped = planWith({ spec, tags, loras, policies: { stack: { caps: { total: 1 } } } });
  expect([idsOf(cramped), inShort(cramped.explanation.skipped)]).toEqual([["needed"], ["lora nice stack_cap"]]);
  const incompatible: [string, string, string][] = [["nice", "needed", "they clash"]];
  const clashing = planWith({ spec, tags, loras, policies: { stack: { incompatible } } });
  expect([idsOf(clashing), inShort(clashing.explanation.skipped)]).toEqual([["needed"], ["lora nice incompatible_pair"]]);
});

test("[P15][P17][P18] no stack ever breaks a cap, repeats a LoRA or joins an incompatible pair", () => {
  const ids = ["a", "b", "c", "d", "e"];
  const use = fc.constantFrom(...ids).map((lora) => ({ lora }));
  const uses = fc.array(use, { maxLength: 5 });
  const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids), fc.constant("clash")).filter(([a, b]) => a !== b);
  const project = fc.record({
    own: uses,
    tagged: uses,
    limits: fc.record({ project: fc.nat(3), tag: fc.nat(3), total: fc.nat(4) }),
    incompatible: fc.array(pair, { maxLength: 4 }),
    scope: fc.array(fc.constantFrom<StackLayer>("project", "tag"), { minLength: 5, maxLength: 5 }),
  });
  fc.assert(
    fc.property(project, ({ own, tagged, limits, incompatible, scope }) => {
      const plan = planWith({
        spec: { tags: ["item:a"], loras: own },
        policies: { stack: { caps: limits, incompatible } },
        tags: [tagOf("item:a", { models: { preferred: tagged } })],
        loras: ids.map((id, index) => loraOf(id, { scope: scope[index] ?? "project" })),
      });
      const chain = idsOf(plan);
      expect(new Set(chain).size).toBe(chain.length);
      expect(chain.length).toBeLessThanOrEqual(limits.total);
      for (const layer of ["project", "tag"] as const) {
        expect(plan.stack.filter((entry) => entry.layer === layer).length).toBeLessThanOrEqual(limits[layer]);
      }
      expect(incompatible.filter(([a, b]) => chain.includes(a) && chain.includes(b))).toEqual([]);
      const considered = [plan.explanation.chosen, plan.explanation.skipped, plan.explanation.blocked].flat();
      expect(considered.filter((item) => item.kind === "lora")).toHaveLength(own.length + tagged.length);
    }),
  );
});
