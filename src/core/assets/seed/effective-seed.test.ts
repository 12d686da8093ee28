import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Changes, inputsOf, planWith, SETTINGS, sketchOf } from "../../../../tests/support/records.ts";
import { canonicalJson } from "../../canonical/canonical-json.ts";
import { digestText } from "../../canonical/digest.ts";
import { fnv1a32 } from "../../canonical/fnv.ts";
import { planSpec } from "../plan/plan-spec.ts";
import { SeedPolicy } from "../records/spec.ts";
import { effectiveSeed, type SeedRequest } from "./effective-seed.ts";

const SOURCES = { specId: "sword", assetType: "ui_icon", checkpointId: "pony", entityId: "blade" };
const IMAGE = { variant: 0, part: null };

function requestOf(policy: Parameters<typeof SeedPolicy.parse>[0], rest: Partial<SeedRequest> = {}): SeedRequest {
  return { policy: SeedPolicy.parse(policy), sources: SOURCES, advance: 0, drawn: null, ...rest };
}

test("[P40] a derived seed is the hash of what it derives from and the image, as canonical JSON", () => {
  const request = requestOf({ deriveFrom: ["specId", "checkpointId"] });
  const text = '{"checkpointId":"pony","part":"frame:1","specId":"sword","variant":2}';
  expect(effectiveSeed(request, { variant: 2, part: "frame:1" })).toBe(fnv1a32(text));
  expect(effectiveSeed(requestOf({}), IMAGE)).toBe(fnv1a32('{"part":null,"specId":"sword","variant":0}'));
});

test("[P40] a fixed seed hashes its base seed, a random one the draw", () => {
  expect(effectiveSeed(requestOf({ mode: "fixed", baseSeed: 7 }), IMAGE)).toBe(fnv1a32('{"baseSeed":7,"part":null,"variant":0}'));
  const random = requestOf({ mode: "random_recorded" }, { drawn: 7 });
  expect(effectiveSeed(random, IMAGE)).toBe(fnv1a32('{"drawn":7,"part":null,"variant":0}'));
});

test("[P40] only the names it derives from move a derived seed, in whatever order they are written", () => {
  const names = ["specId", "assetType", "checkpointId", "entityId"] as const;
  for (const name of names) {
    const request = requestOf({ deriveFrom: [name] });
    for (const changed of names) {
      const moved = { ...request, sources: { ...SOURCES, [changed]: "other" } };
      expect(effectiveSeed(moved, IMAGE) !== effectiveSeed(request, IMAGE)).toBe(changed === name);
    }
  }
  const reversed = requestOf({ deriveFrom: [...names].toReversed() });
  expect(effectiveSeed(reversed, IMAGE)).toBe(effectiveSeed(requestOf({ deriveFrom: [...names] }), IMAGE));
});

test("[P41] every image of a plan has its own seed, in each mode", () => {
  const output = { kind: "animation", frames: 8, variants: 3, width: 8, height: 8 } as const;
  for (const seed of [{ mode: "fixed", baseSeed: 1 }, { mode: "derived" }, { mode: "random_recorded" }] as const) {
    const { images } = planWith({ spec: { output, seed } }, { drawnSeed: 5 });
    expect(images.map(({ variant, part }) => `${variant} ${part}`).slice(6, 10)).toEqual([
      "0 frame:6",
      "0 frame:7",
      "1 frame:0",
      "1 frame:1",
    ]);
    expect(new Set(images.map((image) => image.seed)).size).toBe(24);
  }
});

test("[P41] parts are named after the kind of output", () => {
  const partsOf = (output: Changes): (string | null)[] => planWith(output).images.map((image) => image.part);
  expect(partsOf({})).toEqual([null]);
  expect(partsOf({ spec: { output: { kind: "ui_states", states: ["on", "off"] } } })).toEqual(["state:on", "state:off"]);
  expect(partsOf({ spec: { output: { kind: "tileset", tiles: ["moss"] } } })).toEqual(["tile:moss"]);
  expect(partsOf({ spec: { output: { kind: "logo_set", marks: ["wide"] } } })).toEqual(["mark:wide"]);
});

test("[P42] fnv1a32 seeds have 32 bits, sha256 seeds the first 53 of the digest", () => {
  const sha = requestOf({ hashAlgo: "sha256" });
  const hex = digestText(canonicalJson({ specId: "sword", variant: 0, part: null })).slice(7);
  expect(effectiveSeed(sha, IMAGE)).toBe(Number(BigInt(`0x${hex}`) >> 203n));
  const image = fc.record({ variant: fc.nat(63), part: fc.option(fc.string({ maxLength: 20 }).map((name) => `tile:${name}`)) });
  fc.assert(
    fc.property(image, fc.maxSafeNat(), (key, baseSeed) => {
      const small = effectiveSeed(requestOf({ mode: "fixed", baseSeed }), key) ?? -1;
      const large = effectiveSeed(requestOf({ mode: "fixed", baseSeed, hashAlgo: "sha256" }), key) ?? -1;
      expect(Number.isInteger(small) && small >= 0 && small <= 0xffff_ffff).toBe(true);
      expect(Number.isSafeInteger(large) && large >= 0).toBe(true);
    }),
  );
});

test("[P42] sha256 seeds use the range above 32 bits", () => {
  const seeds = Array.from(
    { length: 50 },
    (_, variant) => effectiveSeed(requestOf({ hashAlgo: "sha256" }), { variant, part: null }) ?? 0,
  );
  expect(seeds.filter((seed) => seed > 0xffff_ffff).length).toBeGreaterThan(45);
});

test("[P43] a random seed is null until drawn; then the plan keeps the draw and can be made again from it", () => {
  const changes = { spec: { seed: { mode: "random_recorded" } } } as const;
  const before = planWith(changes);
  expect([before.images[0]?.seed, before.drawnSeed, before.recipeDigest]).toEqual([null, null, null]);
  expect(before.renderDigest).toMatch(/^sha256:/);
  const drawn = planWith(changes, { drawnSeed: 1234 });
  expect(drawn.drawnSeed).toBe(1234);
  expect(planWith(changes, { drawnSeed: drawn.drawnSeed })).toEqual(drawn);
  expect(planWith(changes, { drawnSeed: 1235 }).images[0]?.seed).not.toBe(drawn.images[0]?.seed);
});

test("[P43] a drawn number means nothing to the other modes", () => {
  expect(planWith({}, { drawnSeed: 9 })).toEqual(planWith());
});

const advance = (by: number) => ({ adjustments: [{ kind: "seed_advance", by }] }) as const;

test("[P44] an advance gives every image a new seed, and says so in the recipe", () => {
  for (const seed of [{ mode: "derived" }, { mode: "random_recorded" }] as const) {
    const plans = [0, 1, 2].map((by) => planWith({ spec: { seed } }, { drawnSeed: 3, ...advance(by) }));
    expect(new Set(plans.map((plan) => plan.images[0]?.seed)).size).toBe(3);
    expect(new Set(plans.map((plan) => plan.recipeDigest)).size).toBe(3);
    expect(plans[1]?.adjustments).toEqual([{ kind: "seed_advance", by: 1 }]);
  }
});

test("[P44] advances add up", () => {
  const twice = planWith({}, { adjustments: [...advance(1).adjustments, ...advance(1).adjustments] });
  expect(twice.images).toEqual(planWith({}, advance(2)).images);
});

test("[P44] a fixed seed is never advanced: asking for it is a bug", () => {
  const inputs = inputsOf(sketchOf({ spec: { seed: { mode: "fixed", baseSeed: 1 } } }));
  expect(() => planSpec(inputs, { ...SETTINGS, ...advance(1) })).toThrow(TypeError);
});
