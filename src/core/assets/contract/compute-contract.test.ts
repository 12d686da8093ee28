import { expect, test } from "vitest";
import { baselineOf, type Changes, inShort, planWith, tagOf } from "../../../../tests/support/records.ts";
import type { Background, ContractFields } from "../records/contract.ts";
import { tighten } from "./tighten.ts";

const PALETTE = (colour: string) => ({ colors: [colour], maxDistance: 0.1 });

/** Every layer that can make a demand, weakest first; `depth` of them speak, each with its own margin and background. */
function layered(depth: number, fieldsOf: (place: number) => ContractFields): Changes {
  const at = (place: number): ContractFields => (place < depth ? fieldsOf(place) : {});
  return {
    spec: { baseline: "base", contract: at(4), tags: ["item:a"], entityLink: { entity: "blade", role: "portrait" } },
    baselines: [
      baselineOf("base", { contract: at(0), assetTypes: { ui_icon: { contract: at(1) }, logo: { contract: { marginPx: 99 } } } }),
    ],
    policies: {
      assetTypes: { ui_icon: { contract: at(2) }, logo: { contract: { marginPx: 99 } } },
      contract: at(3),
      entities: { families: { weapon: { paletteMaxDistance: 0.07 } } },
    },
    tags: [tagOf("item:a", { contract: at(5) })],
    entities: [{ id: "blade", title: "Blade", kind: "weapon", ...(depth > 6 ? { palette: ["#666666"] } : {}) }],
  };
}

const LAYERS = [
  ["baseline", "base"],
  ["baseline_asset_type", "base"],
  ["project_asset_type", "ui_icon"],
  ["project", "policies"],
  ["spec", "sword"],
  ["tag", "item:a"],
] as const;

test("[P20] each layer wins over those before it, and is named with its record", () => {
  for (const [place, [layer, recordId]] of LAYERS.entries()) {
    const plan = planWith(layered(place + 1, (marginPx) => ({ marginPx })));
    expect(plan.contract.marginPx).toEqual({ value: place, layer, recordId });
  }
});

test("[P20] fields merge one by one: a layer that is silent about a field leaves it alone", () => {
  const plan = planWith({
    spec: { contract: { maxColors: 8 } },
    policies: { contract: { marginPx: 2, noDropShadow: true } },
  });
  expect(plan.contract).toEqual({
    marginPx: { value: 2, layer: "project", recordId: "policies" },
    maxColors: { value: 8, layer: "spec", recordId: "sword" },
    noDropShadow: { value: true, layer: "project", recordId: "policies" },
    size: { value: { width: 64, height: 64 }, layer: "output", recordId: "sword" },
  });
});

test("[P20] the entity's palette wins over all others, at its family's distance", () => {
  const plan = planWith(layered(7, (place) => ({ palette: PALETTE(`#00000${place}`) })));
  const palette = { colors: ["#666666"], maxDistance: 0.07 };
  expect(plan.contract.palette).toEqual({ value: palette, layer: "entity", recordId: "blade" });
});

/** For each background, what a later layer may make of it. */
const STRICTER: Record<Background, readonly Background[]> = {
  any: ["any", "white_or_transparent", "transparent", "white", "opaque"],
  white_or_transparent: ["white_or_transparent", "transparent", "white"],
  opaque: ["opaque", "white"],
  transparent: ["transparent"],
  white: ["white"],
};
const BACKGROUNDS = Object.keys(STRICTER) as Background[];

test.each(BACKGROUNDS)("[P21] background `%s` can only be tightened", (before) => {
  for (const after of BACKGROUNDS) {
    const plan = planWith({ policies: { contract: { background: before } }, spec: { contract: { background: after } } });
    const allowed = STRICTER[before].includes(after);
    expect([after, inShort(plan.explanation.blocked)]).toEqual([after, allowed ? [] : ["contract background contract_loosened"]]);
    expect(plan.contract.background?.value).toBe(allowed ? after : before);
  }
});

test("[P21] tightening is transitive, so that no detour loosens a background", () => {
  for (const a of BACKGROUNDS)
    for (const b of BACKGROUNDS)
      for (const c of BACKGROUNDS) {
        const detour = tighten("background", a, b) && tighten("background", b, c);
        expect(!detour || tighten("background", a, c)).toBe(true);
      }
});

test("[P21] required states are only added to; sizes and frames stay as they are, whatever the order of their keys", () => {
  const states = { assetType: "ui_icon", output: { kind: "ui_states", width: 8, height: 8, states: ["a", "b", "c"] } } as const;
  const output = { ...states.output, states: [...states.output.states] };
  const demanding = (first: ContractFields, second: ContractFields): string[] =>
    inShort(planWith({ policies: { contract: first }, spec: { output, contract: second } }).explanation.blocked);
  expect(demanding({ requiredStates: ["a"] }, { requiredStates: ["b", "a"] })).toEqual([]);
  expect(demanding({ requiredStates: ["a", "b"] }, { requiredStates: ["b"] })).toEqual([
    "contract requiredStates contract_loosened",
  ]);
  expect(demanding({ size: { width: 8, height: 8 } }, { size: { width: 8, height: 8 } })).toEqual([]);
  expect(demanding({ size: { width: 8, height: 8 } }, { size: { width: 9, height: 8 } })).toEqual([
    "contract size contract_loosened",
  ]);
  expect(tighten("size", { width: 8, height: 9 }, { height: 9, width: 8 })).toBe(true);
  expect([tighten("frames", 4, 4), tighten("frames", 4, 5)]).toEqual([true, false]);
});

test("[P21] soft fields may be loosened by a later layer", () => {
  const plan = planWith({
    policies: { contract: { marginPx: 9, maxColors: 4 } },
    spec: { contract: { marginPx: 0, maxColors: 400 } },
  });
  expect([plan.explanation.blocked, plan.contract.marginPx?.value, plan.contract.maxColors?.value]).toEqual([[], 0, 400]);
});

test("[P21] an attempt to loosen names the field, both values and both places", () => {
  const plan = planWith(layered(6, (place) => ({ background: place === 5 ? "any" : "transparent" })));
  expect(plan.explanation.blocked[0]?.detail).toBe(
    "`background` is `transparent` by spec contract `sword`; tag `item:a` may only tighten it, not make it `any`",
  );
});

test("[P22] of two tags that disagree, the one the spec names later wins", () => {
  const tags = [tagOf("item:a", { contract: { marginPx: 1 } }), tagOf("item:b", { contract: { marginPx: 2 } })];
  const inOrder = (...order: string[]) => planWith({ spec: { tags: order }, tags }).contract.marginPx;
  expect(inOrder("item:a", "item:b")).toEqual({ value: 2, layer: "tag", recordId: "item:b" });
  expect(inOrder("item:b", "item:a")).toEqual({ value: 1, layer: "tag", recordId: "item:a" });
});

test("[P23] size, frames and required states default from the output, the size even from the checkpoint", () => {
  const animation = planWith({ spec: { output: { kind: "animation", width: 8, height: 9, frames: 4 } } });
  expect(animation.contract).toMatchObject({ size: { value: { width: 8, height: 9 }, layer: "output" }, frames: { value: 4 } });
  const button = planWith({
    spec: { output: { kind: "ui_states", states: ["on", "off"] } },
    checkpoint: { defaults: { width: 32 } },
  });
  expect(button.contract).toMatchObject({
    size: { value: { width: 32, height: 1024 }, layer: "output" },
    requiredStates: { value: ["on", "off"] },
  });
});

test("[P23] a size that is not known contradicts nothing: without a checkpoint, half of it is none", () => {
  const plan = planWith({ spec: { checkpoint: "lost", output: { kind: "single_image", width: 8 } } });
  expect(plan.contract.size).toBeUndefined();
  const demanding = planWith({
    spec: { checkpoint: "lost", output: { kind: "single_image" }, contract: { size: { width: 8, height: 8 } } },
  });
  expect(inShort(demanding.explanation.blocked)).toEqual(["checkpoint lost unknown_checkpoint"]);
});

test("[P23] a demand may ask for fewer states than the output has, and stays as demanded", () => {
  const output = { kind: "ui_states" as const, width: 8, height: 8, states: ["on", "off"] };
  const plan = planWith({ spec: { output, contract: { requiredStates: ["on"] } } });
  expect([plan.explanation.blocked, plan.contract.requiredStates?.value]).toEqual([[], ["on"]]);
});

const CONTRADICTIONS: readonly (readonly [string, NonNullable<Changes["spec"]>, string])[] = [
  [
    "size",
    { contract: { size: { width: 32, height: 64 } } },
    '`size` is `{"height":64,"width":32}` by spec contract `sword`; the spec\'s output has `{"height":64,"width":64}`',
  ],
  [
    "frames",
    { contract: { frames: 4 }, output: { kind: "animation", frames: 6 } },
    "`frames` is `4` by spec contract `sword`; the spec's output has `6`",
  ],
  ["frames", { contract: { frames: 4 } }, "`frames` is `4` by spec contract `sword`; the spec's output has none"],
  [
    "requiredStates",
    { contract: { requiredStates: ["on"] }, output: { kind: "ui_states", states: ["off"] } },
    '`requiredStates` is `["on"]` by spec contract `sword`; the spec\'s output has `["off"]`',
  ],
  [
    "requiredStates",
    { contract: { requiredStates: ["on"] } },
    '`requiredStates` is `["on"]` by spec contract `sword`; the spec\'s output has none',
  ],
];

test.each(CONTRADICTIONS)("[P23] a demand for %s that the output does not meet blocks and shows both", (field, spec, detail) => {
  const { blocked } = planWith({ spec }).explanation;
  expect(inShort(blocked)).toEqual([`contract ${field} contract_contradiction`]);
  expect(blocked[0]?.detail).toBe(detail);
});
