import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openStream, resumeStream, type RandomStream, type StreamState } from "./random.ts";

const draws = (stream: RandomStream, count: number): number[] => Array.from({ length: count }, () => stream.nextUint32());

/** From a second implementation of sfc32, written from its author's text. */
const GOLDEN: readonly (readonly [number | string, string, readonly number[]])[] = [
  [42, "creature/eyes", [0x3c447e49, 0xa545f191, 0x191215af]],
  [0, "a", [0x90dfd5b6, 0xea3cfffb, 0xf7856937]],
  [1, "a", [0x8525e2db, 0x7a70dbb1, 0xddf5aabf]],
  ["job-1", "retry/2", [0x9356f2ac, 0x9ee6871e, 0x4ecb10e4]],
  [Number.MAX_SAFE_INTEGER, "größe", [0x8eb3aaf4, 0x2073dbc8, 0x201abf9f]],
];

test.each(GOLDEN)("[D6] the stream of %s and %s begins as it always did", (seed, name, expected) => {
  expect(draws(openStream(seed, name), 3)).toEqual(expected);
});

test("[D6] drawing from one stream never moves another", () => {
  const alone = draws(openStream(42, "body"), 100);
  const [body, eyes] = [openStream(42, "body"), openStream(42, "eyes")];
  const mixed = Array.from({ length: 100 }, () => {
    eyes.nextBelow(3);
    return body.nextUint32();
  });
  expect(mixed).toEqual(alone);
});

test("[D6] streams of different seeds or names have no value in common at one place", () => {
  const streams = [0, 1, 2, 3].flatMap((seed) => ["a", "b", "ab"].map((name) => draws(openStream(seed, name), 200)));
  const pairs = streams.flatMap((one, index) => streams.slice(index + 1).map((other) => [one, other] as const));
  const shared = pairs.map(([one, other]) => one.filter((value, place) => other[place] === value).length);
  expect(Math.max(...shared)).toBe(0);
});

test("[D6] a seed of several lines is refused, since it could pass for another seed and name", () => {
  expect(() => openStream("a\nb", "c")).toThrow(RangeError);
  expect(draws(openStream("a", "b\nc"), 1)).not.toEqual(draws(openStream("a", "b"), 1));
});

test("[D7] every value below a bound comes up as often as any other (chi squared, 99.9 percent)", () => {
  const bound = 11;
  const perValue = 2_000;
  const counts = Array.from({ length: bound }, () => 0);
  const stream = openStream("fair", "dice");
  for (let draw = 0; draw < bound * perValue; draw += 1) {
    const value = stream.nextBelow(bound);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  const chiSquared = counts.reduce((sum, count) => sum + (count - perValue) ** 2 / perValue, 0);
  // The 99.9 percent point of ten degrees of freedom.
  expect(chiSquared).toBeLessThan(29.59);
});

test("[D7] the uneven tail of the range is drawn again, not folded back", () => {
  // With this bound almost half of all draws lie in the tail; folding them back would favour the lower third.
  const bound = 3 * 2 ** 30;
  const stream = openStream("tail", "dice");
  const values = Array.from({ length: 3_000 }, () => stream.nextBelow(bound));
  const lower = values.filter((value) => value < 2 ** 30).length;
  expect(lower).toBeGreaterThan(850);
  expect(lower).toBeLessThan(1_150);
});

test("[D7] draws stay below their bound, up to the whole range", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(), (bound, seed) => {
      const value = openStream(seed, "any").nextBelow(bound);
      expect(Number.isInteger(value) && value >= 0 && value < bound).toBe(true);
    }),
  );
  expect(openStream(1, "one").nextBelow(1)).toBe(0);
  expect(openStream(1, "one").nextBelow(2 ** 32)).toBe(openStream(1, "one").nextUint32());
});

test("[D7] a bound that no integer is below is refused", () => {
  const stream = openStream(1, "none");
  for (const bound of [0, -1, 1.5, Number.NaN, 2 ** 32 + 1]) expect(() => stream.nextBelow(bound)).toThrow(RangeError);
});

test("[D8] a stream resumed from another's place, even through JSON, goes on alike and apart", () => {
  const stream = openStream(7, "story");
  for (const skipped of [0, 1, 250]) {
    draws(stream, skipped);
    const state = JSON.parse(JSON.stringify(stream.state())) as StreamState;
    const resumed = draws(resumeStream(state), 50);
    expect(stream.state()).toEqual(state);
    expect(draws(stream, 50)).toEqual(resumed);
  }
});

test("[D8] each draw moves the place on", () => {
  const stream = openStream(7, "story");
  const before = stream.state();
  stream.nextBelow(1);
  expect(stream.state()).not.toEqual(before);
});

test("[D6] the first flips of seeds 0 to 99 fall on both sides, 35 to 65 of each", () => {
  const flips = Array.from({ length: 100 }, (_, seed) => openStream(seed, "policy").nextBelow(2));
  const ones = flips.filter((flip) => flip === 1).length;
  expect(ones).toBeGreaterThanOrEqual(35);
  expect(ones).toBeLessThanOrEqual(65);
});
