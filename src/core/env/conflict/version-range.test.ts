import { array, assert, constant, constantFrom, nat, oneof, property, tuple } from "fast-check";
import { expect, test } from "vitest";
import { compareVersions, publicPart } from "./version-order.ts";
import { boundsOf, contains, formatRange, isSegment, onlyVersionOf, type VersionRange, witnessesOf } from "./version-range.ts";

/** From PEP 440's own summary, in order. */
const IN_ORDER = [
  "1.0.dev456",
  "1.0a1",
  "1.0a2.dev456",
  "1.0a12.dev456",
  "1.0a12",
  "1.0b1.dev456",
  "1.0b2",
  "1.0b2.post345.dev456",
  "1.0b2.post345",
  "1.0rc1.dev456",
  "1.0rc1",
  "1.0",
  "1.0+abc.5",
  "1.0+abc.7",
  "1.0+[max]",
  "1.0.post456.dev34",
  "1.0.post456",
  "1.0.15",
  "1.1.dev1",
  "1!0.5",
];

test("[EC5] versions stand in the order of PEP 440", () => {
  const orders = IN_ORDER.map((one) => IN_ORDER.map((other) => compareVersions(one, other)));
  expect(orders).toEqual(IN_ORDER.map((_, a) => IN_ORDER.map((__, b) => Math.sign(a - b))));
});

test.each([
  ["1.0", "1.0.0"],
  ["1.0-1", "1.0.post1"],
  ["1.0alpha1", "1.0a1"],
  ["1.0-preview_2", "1.0rc2"],
  ["v1.0.REV3", "1.0.post3"],
  ["1.0.dev", "1.0.dev0"],
])("[EC5] `%s` is `%s`", (one, other) => {
  expect(compareVersions(one, other)).toBe(0);
});

test("[EC5] what is no version compares with nothing, and lies in no range but the one of all", () => {
  expect([compareVersions("latest", "1"), compareVersions("1", "1.x")]).toEqual([null, null]);
  expect([contains([">=1"], "latest"), contains([""], "latest"), contains(["~=1.0"], "1.0")]).toEqual([false, true, false]);
});

test("[EC5] a range holds what its segments hold", () => {
  const range: VersionRange = [">=1.26,<2", "==3.1"];
  const held = ["1.25.9", "1.26", "1.26.4", "2.0", "2.dev0", "3.1", "3.1.0", "3.1.1"].filter((version) =>
    contains(range, version),
  );
  expect(held).toEqual(["1.26", "1.26.4", "3.1", "3.1.0"]);
  expect([contains(["!=2"], "2.0"), contains(["<=2"], "2"), contains([">2"], "2")]).toEqual([false, true, false]);
});

test("[EC5] a range by the first parts of a version", () => {
  const held = ["0.9", "1.dev0", "1.0", "1.9.9", "2.dev0", "2.0"].filter((version) => contains(["==1.*"], version));
  expect(held).toEqual(["1.dev0", "1.0", "1.9.9"]);
  expect([contains(["==1.2.*"], "1.2.7"), contains(["==1.2.*"], "1.3")]).toEqual([true, false]);
  expect(["", ">=1,<2", "==1.*", "!=1.*", "~=1.0", ">=", "=>1", "==one", ">=1,"].map(isSegment)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("[EC5] what is below a version is below what comes before it too", () => {
  expect([contains(["<2.0"], "2.0.dev1"), contains(["<2.0"], "2.0rc1"), contains(["<2.0"], "1.9")]).toEqual([false, false, true]);
  expect([contains(["<2.0rc2"], "2.0rc1"), contains(["<=2.0"], "2.0rc1")]).toEqual([true, true]);
});

test("[EC5] a build lies where its version does, unless the range names a build", () => {
  expect(publicPart("2.5.1+cu124")).toBe("2.5.1");
  expect([
    contains(["==2.5.1"], "2.5.1+cu124"),
    contains(["<=2.5.1"], "2.5.1+cu124"),
    contains([">2.5.1"], "2.5.1+cu124"),
  ]).toEqual([true, true, false]);
  expect([contains(["==2.5.1+cu124"], "2.5.1+cu124"), contains(["==2.5.1+cu124"], "2.5.1")]).toEqual([true, false]);
});

test("[EC4] ranges have a version in common iff they have a witness in common", () => {
  const release = tuple(nat(3), nat(3)).map((parts) => parts.join("."));
  const clause = tuple(constantFrom("==", "!=", ">=", "<=", ">", "<"), release).map((parts) => parts.join(""));
  const segment = oneof(
    constant(""),
    array(clause, { minLength: 1, maxLength: 2 }).map((clauses) => clauses.join(",")),
  );
  const range = array(segment, { minLength: 1, maxLength: 2 });
  assert(
    property(range, range, release, (one, other, version) => {
      const isIn = (candidate: string): boolean => contains(one, candidate) && contains(other, candidate);
      const hasWitness = witnessesOf([one, other]).some(isIn);
      return hasWitness || !(isIn(version) || isIn(`${version}.5`));
    }),
    { numRuns: 500 },
  );
});

test("[EC7] a range reads as people write it", () => {
  expect(formatRange("numpy", [">=1.26,<2"])).toBe("numpy>=1.26,<2");
  expect(formatRange("numpy", ["<1.25", ">1.25"])).toBe("numpy<1.25 or numpy>1.25");
  expect(formatRange("numpy", [""])).toBe("numpy");
});

test("[EC8] the versions that a range names are those at its inclusive bounds", () => {
  expect(boundsOf(["<=2.0", "==3.1", ">=4,<5", ">6", ""])).toEqual(["2.0", "3.1", "4"]);
  expect([onlyVersionOf(["==1.0"]), onlyVersionOf([">=1.0"]), onlyVersionOf(["==1.0", "==2.0"]), onlyVersionOf([""])]).toEqual([
    "1.0",
    null,
    null,
    null,
  ]);
});
