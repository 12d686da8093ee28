import { beforeAll, describe, expect, test } from "vitest";
import type { Fragment, Plan } from "../../src/core/assets/plan/plan.ts";
import { planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { selectInputs } from "../../src/core/assets/plan/select-inputs.ts";
import { PROMPT_LAYERS } from "../../src/core/assets/records/project.ts";
import type { ProjectRecords } from "../../src/core/assets/records/project-records.ts";
import type { Spec } from "../../src/core/assets/records/spec.ts";
import { loadProject } from "../../src/engine/project.ts";

// Gate pack of the seed (plan section 4.5; contracts section 3.1), over every prompt that the sample game compiles.

const SAMPLE = new URL("../../examples/wickwater", import.meta.url).pathname;
const SETTINGS = { builtinRenderer: "procedural/1", drawnSeed: 7, adjustments: [] };
const POLARITIES = ["positive", "negative"] as const;

let records: ProjectRecords;
beforeAll(async () => {
  ({ records } = await loadProject({ projectDir: SAMPLE }));
});

type Change = (spec: Spec) => Spec;

const asWritten: Change = (spec) => spec;
const override: Change = (spec) => ({
  ...spec,
  prompt: { positive: "one plain thing", negative: "anything else" },
  promptPolicy: { ...spec.promptPolicy, compileMode: "spec_override" },
});

function planAll(change: Change): readonly Plan[] {
  return [...records.specs.values()].map((spec) => planSpec(selectInputs(records, change(spec)), SETTINGS));
}

const traceOf = (plan: Plan): readonly Fragment[] => plan.prompt?.trace ?? [];

/** The fragments of one polarity that are in the text, in reading order. */
function read(plan: Plan, polarity: Fragment["polarity"]): readonly Fragment[] {
  const inText = traceOf(plan).filter((fragment) => fragment.polarity === polarity && fragment.order !== null);
  return inText.toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0));
}

describe.each([
  ["as written", asWritten],
  ["with an override in every spec", override],
])("%s", (_, change) => {
  test("the text says its fragments in their order, counted from 0 without gaps", () => {
    for (const plan of planAll(change)) {
      for (const polarity of POLARITIES) {
        const fragments = read(plan, polarity);
        expect(fragments.map(({ order }) => order)).toEqual(fragments.map((_fragment, index) => index));
        let from = 0;
        for (const { text } of fragments) {
          const at = plan.prompt?.[polarity].indexOf(text, from) ?? -1;
          expect([plan.spec, text, at >= from]).toEqual([plan.spec, text, true]);
          from = at + text.length;
        }
      }
    }
  });

  test("layers come in their order within each position", () => {
    const rank = (fragment: Fragment): number =>
      ["prefix", "body", "suffix"].indexOf(fragment.position) * PROMPT_LAYERS.length + PROMPT_LAYERS.indexOf(fragment.layer);
    for (const plan of planAll(change)) {
      for (const polarity of POLARITIES) {
        const ranks = read(plan, polarity).map(rank);
        expect([plan.spec, ranks]).toEqual([plan.spec, ranks.toSorted((a, b) => a - b)]);
      }
    }
  });

  test("no text stands twice in one polarity; repeats are marked with the one that stands", () => {
    for (const plan of planAll(change)) {
      for (const polarity of POLARITIES) {
        const texts = read(plan, polarity).map(({ text }) => text);
        expect(new Set(texts).size).toBe(texts.length);
      }
      for (const repeat of traceOf(plan).filter(({ duplicateOf }) => duplicateOf !== undefined)) {
        expect(read(plan, repeat.polarity)[repeat.duplicateOf ?? -1]?.text).toBe(repeat.text);
      }
    }
  });

  test("the safety layer is in every negative prompt, whatever the spec says", () => {
    for (const plan of planAll(change)) {
      const safety = traceOf(plan).filter(({ layer }) => layer === "runtime_safety");
      expect(safety.map(({ text, displaced, order }) => [text, displaced ?? false, order === null])).toEqual([
        ["gore", false, false],
        ["real-world brand or logo", false, false],
      ]);
    }
  });
});

test("an override displaces the layers that policy names and no others, and the trace lists what went", () => {
  const allowed = new Set<string>(records.project.policies.prompt.allowSpecOverride);
  expect([...allowed]).toEqual(["baseline_hints", "tag_prompt_map"]);
  const normal = new Map(planAll(asWritten).map((plan) => [plan.spec, traceOf(plan)]));
  let displaced = 0;
  for (const plan of planAll(override)) {
    const gone = traceOf(plan).filter((fragment) => fragment.displaced === true);
    displaced += gone.length;
    expect(gone.filter(({ layer, order }) => !allowed.has(layer) || order !== null)).toEqual([]);
    const named = (normal.get(plan.spec) ?? []).filter(({ layer }) => allowed.has(layer)).map(({ text }) => text);
    expect(gone.map(({ text }) => text)).toEqual(expect.arrayContaining([...new Set(named)]));
    expect(
      traceOf(plan)
        .filter(({ layer }) => layer === "spec_override")
        .map(({ text }) => text),
    ).toEqual(["one plain thing", "anything else"]);
  }
  expect(displaced).toBeGreaterThan(100);
});
