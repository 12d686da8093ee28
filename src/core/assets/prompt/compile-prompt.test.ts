import * as fc from "fast-check";
import { expect, test } from "vitest";
import { baselineOf, type Changes, inShort, loraOf, planWith, tagOf } from "../../../../tests/support/records.ts";
import { digestOf } from "../../canonical/digest.ts";
import type { Fragment, Plan } from "../plan/plan.ts";
import { PROMPT_LAYERS, type PromptLayer } from "../records/project.ts";

/** Both polarities of one word, e.g. `base+` and `base-`. */
const both = (word: string) => ({ positive: `${word}+`, negative: `${word}-` });
const lists = (word: string) => ({ positive: [`${word}+`], negative: [`${word}-`] });

/** A project in which every layer speaks in both polarities. */
const LOUD = {
  profile: {
    base: both("base"),
    presets: { shiny: both("preset") },
    perAssetType: { ui_icon: both("type"), logo: both("no") },
    tagOrderPolicy: "asGiven",
  },
  baselines: [
    baselineOf("best", {
      version: 4,
      promptHints: lists("hint"),
      assetTypes: { ui_icon: { promptHints: lists("hint-type") }, logo: { promptHints: lists("no") } },
      loras: [{ lora: "soft" }],
    }),
  ],
  loras: [
    loraOf("soft", { scope: "baseline", triggerWords: ["soft-word"] }),
    loraOf("own", { triggerWords: ["own-word"] }),
    loraOf("metal", { scope: "tag", triggerWords: ["metal-word"] }),
    loraOf("unused", { triggerWords: ["no"] }),
  ],
  tags: [
    tagOf("item:a", {
      prompt: {
        pony: [
          { id: "yes", text: "tag+" },
          { id: "not", polarity: "negative", text: "tag-" },
        ],
        copax: [{ id: "yes", text: "no" }],
      },
      models: { required: [{ lora: "metal" }] },
    }),
  ],
  policies: { runtimeSafety: { enabled: true, ...lists("safe") } },
  spec: {
    baseline: "best",
    tags: ["item:a"],
    loras: [{ lora: "own" }],
    prompt: both("spec"),
    promptPolicy: { preset: "shiny" },
  },
} satisfies Changes;

function loud(changes: { promptPolicy?: object; prompt?: object; policies?: Changes["policies"] } = {}): Plan {
  const promptPolicy = { ...LOUD.spec.promptPolicy, ...changes.promptPolicy };
  const spec = { ...LOUD.spec, promptPolicy, ...(changes.prompt === undefined ? {} : { prompt: changes.prompt }) };
  return planWith({ ...LOUD, spec, policies: { ...LOUD.policies, ...changes.policies } });
}

function traceOf(plan: Plan): readonly Fragment[] {
  if (plan.prompt === null) throw new TypeError("traceOf: no prompt");
  return plan.prompt.trace;
}

/** The fragments in the text of one polarity, in reading order. */
function readOf(plan: Plan, polarity: "positive" | "negative"): readonly Fragment[] {
  const present = traceOf(plan).filter((fragment) => fragment.polarity === polarity && fragment.order !== null);
  return present.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

test("[P30] all seven layers enter in order, each fragment with its source, version and place", () => {
  const plan = loud();
  expect(plan.prompt?.positive).toBe(
    "base+, preset+, type+, hint+, hint-type+, soft-word, tag+, own-word, metal-word, spec+, safe+",
  );
  expect(plan.prompt?.negative).toBe("base-, preset-, type-, hint-, hint-type-, tag-, spec-, safe-");
  expect(
    readOf(plan, "negative").map(({ layer, recordId, recordVersion, order }) => [layer, recordId, recordVersion, order]),
  ).toEqual([
    ["checkpoint_base", "plain", 1, 0],
    ["checkpoint_base", "plain/shiny", 1, 1],
    ["checkpoint_asset_type", "plain", 1, 2],
    ["baseline_hints", "best", 4, 3],
    ["baseline_hints", "best", 4, 4],
    ["tag_prompt_map", "item:a/not", null, 5],
    ["spec_prompt", "sword", null, 6],
    ["runtime_safety", "runtimeSafety", null, 7],
  ]);
});

test("[P30] text of white space adds nothing, wherever it stands, and the rest is trimmed", () => {
  const plan = planWith({
    profile: { base: { positive: "  " } },
    baselines: [baselineOf("best", { promptHints: { positive: [" ", " a "] } })],
    tags: [tagOf("item:a", { prompt: { pony: [{ id: "own", text: "\t" }] } })],
    policies: { runtimeSafety: { enabled: true, positive: ["\n"] } },
    spec: { baseline: "best", tags: ["item:a"], prompt: { positive: " b\n" } },
  });
  expect([plan.prompt?.positive, traceOf(plan).length]).toEqual(["a, b", 2]);
});

test("[P30] a safety layer that policy has not enabled is not there", () => {
  expect(loud({ policies: { runtimeSafety: { enabled: false, ...lists("safe") } } }).prompt?.positive).not.toContain("safe");
});

test("[P39] trigger words enter behind the hints of the baseline or behind the tags, never those of a LoRA left out", () => {
  const words = traceOf(loud()).filter((fragment) => fragment.text.endsWith("-word"));
  expect(words.map(({ layer, recordId, text }) => [layer, recordId, text])).toEqual([
    ["baseline_hints", "soft", "soft-word"],
    ["tag_prompt_map", "own", "own-word"],
    ["tag_prompt_map", "metal", "metal-word"],
  ]);
});

const TAGS = ["item:z", "item:a1", "mood:a_b", "mood:a-b", "view:x"];
const ordered = (profile: NonNullable<Changes["profile"]>, promptPolicy: object = {}): string =>
  planWith({ profile, spec: { tags: TAGS, promptPolicy }, tags: TAGS.map((id) => tagOf(id)) }).prompt?.positive ?? "";

test("[P31] `asGiven` keeps the spec's order, `alphabetical` sorts by code unit", () => {
  expect(ordered({ tagOrderPolicy: "asGiven" })).toBe("item:z, item:a1, mood:a_b, mood:a-b, view:x");
  expect(ordered({ tagOrderPolicy: "alphabetical" })).toBe("item:a1, item:z, mood:a-b, mood:a_b, view:x");
});

test("[P31] an explicit order lists tags and groups, a tag counts before its group, the rest follows as given", () => {
  const explicit = (tagOrder: string[]): string => ordered({ tagOrderPolicy: "explicit", tagOrder });
  expect(explicit(["view", "mood"])).toBe("view:x, mood:a_b, mood:a-b, item:z, item:a1");
  expect(explicit(["mood:a-b", "item", "item:z"])).toBe("mood:a-b, item:a1, item:z, mood:a_b, view:x");
  expect(explicit(["view:lost", "lost"])).toBe("item:z, item:a1, mood:a_b, mood:a-b, view:x");
});

test("[P31] the spec's own explicit order wins over the profile's", () => {
  const profile: Changes["profile"] = { tagOrderPolicy: "explicit", tagOrder: ["view"] };
  expect(ordered(profile, { tagOrderMode: "explicit", tagOrder: ["mood:a-b"] })).toBe(
    "mood:a-b, item:z, item:a1, mood:a_b, view:x",
  );
  expect(ordered(profile, { tagOrderMode: "checkpoint_default", tagOrder: ["mood"] })).toBe(
    "view:x, item:z, item:a1, mood:a_b, mood:a-b",
  );
});

test("[P32] fragments of one tag come by weight, then by id by code unit, negative weights last", () => {
  const fragments = [
    { id: "z", text: "z", weight: 1 },
    { id: "a1", text: "a1", weight: 1 },
    { id: "a_b", text: "a_b", weight: 1 },
    { id: "a-b", text: "a-b", weight: 1 },
    { id: "heavy", text: "heavy", weight: 1.5 },
    { id: "light", text: "light", weight: -1 },
  ];
  const plan = planWith({ spec: { tags: ["item:a"] }, tags: [tagOf("item:a", { prompt: { pony: fragments } })] });
  expect(plan.prompt?.positive).toBe("heavy, a-b, a1, a_b, z, light");
});

test("[P32] 200 shuffles of conflicting fragments, and of the order of the files, give one package", () => {
  const fragments = ["z", "a1", "a_b", "a-b", "b"].flatMap((id) => [
    { id: `${id}p`, text: `${id} yes`, weight: 1 },
    { id: `${id}n`, text: `${id} no`, weight: 1, polarity: "negative" as const },
    { id: `${id}f`, text: `${id} first`, weight: 1.2, position: "prefix" as const },
  ]);
  const tags = [tagOf("item:a", { prompt: { pony: fragments } }), tagOf("item:b"), tagOf("item:c")];
  const shuffle = <T>(items: readonly T[]) => fc.shuffledSubarray([...items], { minLength: items.length });
  const planned = (order: typeof fragments, files: typeof tags): Plan => {
    const shuffled = files.map((tag) => (tag.id === "item:a" ? tagOf("item:a", { prompt: { pony: order } }) : tag));
    const profile = { tagOrderPolicy: "alphabetical" } as const;
    return planWith({ profile, spec: { tags: ["item:c", "item:a", "item:b"] }, tags: shuffled });
  };
  const { prompt } = planned(fragments, tags);
  fc.assert(
    fc.property(shuffle(fragments), shuffle(tags), (order, files) => {
      expect(planned(order, files).prompt).toEqual(prompt);
    }),
    { numRuns: 200 },
  );
});

test("[P33] a tag without a fragment is written as its name, dropped with a word, or blocks", () => {
  const unmapped = (unmappedTags: "literal" | "drop" | "block"): Plan =>
    planWith({
      profile: { unmappedTags },
      spec: { tags: ["item:rusty-old_sword", "item:b"] },
      tags: [tagOf("item:rusty-old_sword", { prompt: { copax: [{ id: "own", text: "no" }] } }), tagOf("item:b")],
    });
  expect(unmapped("literal").prompt?.positive).toBe("rusty old sword, item:b");
  expect([unmapped("drop").prompt?.positive, inShort(unmapped("drop").explanation.skipped)]).toEqual([
    "item:b",
    ["tag item:rusty-old_sword unmapped_tag"],
  ]);
  expect(inShort(unmapped("block").explanation.blocked)).toEqual(["tag item:rusty-old_sword unmapped_tag"]);
});

test("[P33] a fragment in one polarity is enough to be mapped", () => {
  const prompt = { pony: [{ id: "own", text: "never", polarity: "negative" as const }] };
  const plan = planWith({ profile: { unmappedTags: "block" }, spec: { tags: ["item:a"] }, tags: [tagOf("item:a", { prompt })] });
  expect([plan.explanation.blocked, plan.prompt?.negative]).toEqual([[], "never"]);
});

test("[P34] prefixes open and suffixes close the text, each in layer order, whatever layer they are of", () => {
  const at = (id: string, position: "prefix" | "body" | "suffix", weight = 1) => ({ id, text: id, position, weight });
  const plan = planWith({
    profile: { base: { positive: "base" }, perAssetType: { ui_icon: { positive: "type" } } },
    tags: [
      tagOf("item:a", { prompt: { pony: [at("first", "prefix"), at("last", "suffix", 1.4), at("mid", "body")] } }),
      tagOf("item:b"),
    ],
    policies: { runtimeSafety: { enabled: true, positive: ["safe"] } },
    spec: { tags: ["item:a", "item:b"], prompt: { positive: "spec" } },
  });
  expect(plan.prompt?.positive).toBe("base, first, type, mid, item:b, spec, safe, last");
  expect(readOf(plan, "positive").map((fragment) => fragment.order)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
});

const OVERRIDE = { compileMode: "spec_override" } as const;
const DISPLACEABLE = PROMPT_LAYERS.slice(0, 5) as Exclude<PromptLayer, "spec_override" | "runtime_safety">[];

test("[P35] an override displaces exactly the layers that policy names, and stands at layer 6", () => {
  for (let mask = 0; mask < 2 ** DISPLACEABLE.length; mask += 1) {
    const allowSpecOverride = DISPLACEABLE.filter((_, bit) => (mask & (1 << bit)) !== 0);
    const plan = loud({ promptPolicy: OVERRIDE, policies: { prompt: { allowSpecOverride } } });
    const displaced = traceOf(plan).filter((fragment) => fragment.displaced);
    expect(new Set(displaced.map((fragment) => fragment.layer))).toEqual(
      new Set(allowSpecOverride.filter((layer) => layer !== "spec_prompt")),
    );
    const inText = new Set(readOf(plan, "positive").map((fragment) => fragment.layer));
    expect(allowSpecOverride.some((layer) => inText.has(layer))).toBe(false);
    expect([inText.has("spec_override"), inText.has("runtime_safety"), inText.has("spec_prompt")]).toEqual([true, true, false]);
  }
});

test("[P35] an override that policy does not allow displaces nothing and is still added", () => {
  expect(loud({ promptPolicy: OVERRIDE }).prompt?.positive).toBe(loud().prompt?.positive);
  expect(readOf(loud({ promptPolicy: OVERRIDE }), "positive").at(-2)?.layer).toBe("spec_override");
});

test("[P35] only the polarities that the override gives are displaced", () => {
  const policies = { prompt: { allowSpecOverride: DISPLACEABLE } };
  const positive = loud({ promptPolicy: OVERRIDE, prompt: { positive: "mine" }, policies });
  expect([positive.prompt?.positive, positive.prompt?.negative]).toEqual([
    "mine, safe+",
    "base-, preset-, type-, hint-, hint-type-, tag-, safe-",
  ]);
  const negative = loud({ promptPolicy: OVERRIDE, prompt: { negative: "not mine", positive: "  " }, policies });
  expect([negative.prompt?.positive, negative.prompt?.negative]).toEqual([
    "base+, preset+, type+, hint+, hint-type+, soft-word, tag+, own-word, metal-word, safe+",
    "not mine, safe-",
  ]);
});

test("[P35] runtime safety is never displaced: policy cannot even name it", () => {
  const everything = { prompt: { allowSpecOverride: [...DISPLACEABLE, "runtime_safety"] as never } };
  expect(() => loud({ promptPolicy: OVERRIDE, policies: everything })).toThrow(/allowSpecOverride/);
});

test("[P35] the trace keeps what was displaced, with its source, out of the reading order", () => {
  const plan = loud({ promptPolicy: OVERRIDE, policies: { prompt: { allowSpecOverride: ["tag_prompt_map"] } } });
  expect(traceOf(plan).find((fragment) => fragment.text === "tag+")).toEqual({
    layer: "tag_prompt_map",
    recordId: "item:a/yes",
    recordVersion: null,
    polarity: "positive",
    text: "tag+",
    weight: 1,
    position: "body",
    order: null,
    displaced: true,
  });
});

test("[P36] a text that repeats is kept where it is read first; the later one points at it, whatever their weights", () => {
  const fragments = [
    { id: "heavy", text: "glow", weight: 1.5 },
    { id: "front", text: "spark", position: "prefix" as const },
  ];
  const plan = planWith({
    profile: { emphasis: "parens" },
    baselines: [baselineOf("best", { promptHints: { positive: ["glow", "spark"], negative: ["glow"] } })],
    tags: [tagOf("item:a", { prompt: { pony: fragments } })],
    spec: { baseline: "best", tags: ["item:a"], prompt: { positive: "Glow" } },
  });
  expect([plan.prompt?.positive, plan.prompt?.negative]).toEqual(["spark, glow, Glow", "glow"]);
  const repeats = traceOf(plan).filter((fragment) => fragment.duplicateOf !== undefined);
  expect(repeats.map(({ text, recordId, order, duplicateOf }) => [text, recordId, order, duplicateOf])).toEqual([
    ["spark", "best", null, 0],
    ["glow", "item:a/heavy", null, 1],
  ]);
});

test("[P36] a displaced text is no first place for a repeat", () => {
  const plan = loud({
    promptPolicy: OVERRIDE,
    prompt: { positive: "base+" },
    policies: { prompt: { allowSpecOverride: ["checkpoint_base"] } },
  });
  const own = traceOf(plan).find((fragment) => fragment.layer === "spec_override");
  expect([own?.duplicateOf, typeof own?.order]).toEqual([undefined, "number"]);
});

test("[P37] tags are joined by the separator, and weights are written only where the dialect emphasises", () => {
  const tags = [
    tagOf("item:a", {
      prompt: {
        pony: [
          { id: "own", text: "glow", weight: 1.25 },
          { id: "two", text: "dim", weight: 1 },
        ],
      },
    }),
  ];
  const written = (profile: NonNullable<Changes["profile"]>) =>
    planWith({ profile, spec: { tags: ["item:a"] }, tags }).prompt?.positive;
  expect(written({})).toBe("glow, dim");
  expect(written({ separator: " | ", emphasis: "parens" })).toBe("(glow:1.25) | dim");
});

test("[P37] prose dialects write sentences and end each once", () => {
  const prompt = {
    pony: [
      { id: "a", text: "A sword" },
      { id: "b", text: "Is it bright?" },
      { id: "c", text: "Yes.", weight: 0.5 },
    ],
  };
  const plan = planWith({
    profile: { templateFamily: "prose", separator: " | " },
    spec: { tags: ["item:a"] },
    tags: [tagOf("item:a", { prompt })],
  });
  expect(plan.prompt?.positive).toBe("A sword. Is it bright? Yes.");
  expect(plan.prompt?.negative).toBe("");
});

test("[P38] the package hash is that of the contract's shape, in reading order", () => {
  const { prompt } = loud();
  const fragments = (["positive", "negative"] as const).flatMap((polarity) =>
    readOf(loud(), polarity).map(({ layer, text, weight, position, order }) => [layer, polarity, text, weight, position, order]),
  );
  expect(prompt?.packageHash).toBe(digestOf({ positive: prompt?.positive, negative: prompt?.negative, fragments }));
});

test("[P38] who said it does not change the package, what is said does", () => {
  const said = (id: string, text: string, weight = 1) =>
    planWith({ spec: { tags: [id] }, tags: [tagOf(id, { prompt: { pony: [{ id: "own", text, weight }] } })] }).prompt
      ?.packageHash;
  expect(said("item:a", "glow")).toBe(said("item:b", "glow"));
  expect(said("item:a", "glow", 1.1)).not.toBe(said("item:a", "glow"));
  expect(said("item:a", "Glow")).not.toBe(said("item:a", "glow"));
});
