import { expect, test } from "vitest";
import { baselineOf, type Changes, loraOf, planWith, tagOf } from "../../../../tests/support/records.ts";
import { diffPlans } from "./diff-plans.ts";
import type { Plan } from "./plan.ts";

const RICH: Changes = {
  spec: {
    tags: ["item:a"],
    baseline: "best",
    loras: [{ lora: "x", weight: 0.5 }],
    prompt: { positive: "one", negative: "two" },
    promptPolicy: { compileMode: "spec_override" },
    style: { mode: "lock_to_anchor_set", anchorRefs: ["a.png", "b.png"] },
    contract: { marginPx: 1, maxColors: 9, palette: { colors: ["#112233"], maxDistance: 0.1 } },
    output: { kind: "animation", frames: 2, width: 8, height: 8 },
  },
  policies: { prompt: { allowSpecOverride: ["baseline_hints"] } },
  baselines: [baselineOf("best", { promptHints: { positive: ["hint", "one"] } })],
  loras: [loraOf("x")],
  tags: [tagOf("item:a"), tagOf("item:b")],
  images: ["a.png", "b.png"].map((ref) => ({ ref, pixelSha256: ref, colors: [] })),
};
const PLAN = planWith(RICH, { adjustments: [{ kind: "seed_advance", by: 1 }] });
const namesOf = (before: Plan, after: Plan): string[] => diffPlans(before, after).map(({ decision }) => decision);

test("[P50] equal plans differ in nothing", () => {
  expect(diffPlans(PLAN, planWith(RICH, { adjustments: [{ kind: "seed_advance", by: 1 }] }))).toEqual([]);
});

/** Every path to a value that is no container. */
function leavesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function withLeaf(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return typeof value === "number" ? value + 1 : `${String(value)} changed`;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === key ? withLeaf(item, rest) : item));
  return { ...(value as object), [key]: withLeaf((value as Record<string, unknown>)[key], rest) };
}

/** What a plan says beside its decisions: names and digests of what it was made from, and the words of the explanation. */
const NO_DECISION = ["spec", "specDigest", "inputsDigest", "drawnSeed", "explanation"];

test("[P50] whatever changes in a plan shows in the difference, unless it is no decision", () => {
  const leaves = leavesOf(PLAN);
  expect(leaves.length).toBeGreaterThan(90);
  for (const path of leaves) {
    const changed = withLeaf(PLAN, path) as Plan;
    const said = diffPlans(PLAN, changed).length > 0;
    // The place in the reading order and in the text says what the texts themselves say.
    const derived = path[1] === "trace" && (path[3] === "order" || path[3] === "duplicateOf" || path[3] === "recordVersion");
    const hashed = path[1] === "packageHash";
    expect([path.join("."), said]).toEqual([path.join("."), !NO_DECISION.includes(path[0] ?? "") && !derived && !hashed]);
  }
});

test("[P50] the order of the stack, of fragments and of references is a decision of its own", () => {
  const chain = planWith({ spec: { loras: [{ lora: "a" }, { lora: "b" }] }, loras: [loraOf("a"), loraOf("b")] });
  expect(namesOf(chain, { ...chain, stack: chain.stack.toReversed() })).toEqual(["stackOrder"]);
  expect(namesOf(PLAN, { ...PLAN, references: PLAN.references.toReversed() })).toEqual(["reference a.png", "reference b.png"]);
});

test("[P50] causes come before digests, and a new blocker before all", () => {
  const moved = planWith({ ...RICH, spec: { ...RICH.spec, tags: ["item:b", "item:lost"] } });
  const names = namesOf(PLAN, moved);
  expect(names[0]).toBe("blocked tag item:lost unknown_tag");
  expect(names.slice(1, 4)).toEqual([
    "fragment tag_prompt_map positive item:a/own item:a",
    "fragment tag_prompt_map positive item:b/own item:b",
    "prompt positive",
  ]);
  expect(names.slice(-2)).toEqual(["digest render", "digest recipe"]);
});

test("[P50] what one plan lacks is null on its side", () => {
  const without = planWith({ ...RICH, spec: { ...RICH.spec, loras: [] } }, { adjustments: [{ kind: "seed_advance", by: 1 }] });
  const [stack] = diffPlans(PLAN, without);
  expect(stack).toMatchObject({ decision: "stack x", before: { weight: 0.5, layer: "project" }, after: null });
  expect(diffPlans(without, PLAN)[0]).toMatchObject({ decision: "stack x", before: null, after: { weight: 0.5 } });
});

test("[P50] frames are listed in their own order, not as text", () => {
  const animation = (specId: string): Plan =>
    planWith({ spec: { id: specId, output: { kind: "animation", frames: 11, width: 8 } } });
  const seeds = namesOf(animation("sword"), animation("shield")).filter((name) => name.startsWith("seed"));
  expect([seeds[1], seeds[2], seeds[10]]).toEqual(["seed 0 frame:1", "seed 0 frame:2", "seed 0 frame:10"]);
});
