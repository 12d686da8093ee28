import * as fc from "fast-check";
import { expect, test } from "vitest";
import { openRules } from "./apply-rules.ts";
import { parsePathPattern } from "./path-pattern.ts";
import type { RedactionHow } from "./trace-rules.ts";

const VIEW = {
  meta: { seed: 3, generated_at: "noon", generated_at_ms: 12 },
  provenance: { digest: "sha256:1", tool: "touchstone" },
  steps: [
    { index: 0, variables: { gold: 3, "player.hp": 10 }, rng_after: { uses: { story: 1 } } },
    { index: 1, variables: { gold: 4, "player.hp": 9 }, rng_after: { uses: { story: 2 } } },
  ],
};

const ignore = (...ignorePaths: string[]) => openRules({ ignorePaths, redact: [] });
const redact = (path: string, how: RedactionHow, view: unknown) =>
  openRules({ ignorePaths: [], redact: [{ path, how }] }).apply(view);

test("[TI1] an exact path takes out what it names and all below it", () => {
  expect(ignore("provenance.digest").apply(VIEW)).toEqual({ ...VIEW, provenance: { tool: "touchstone" } });
  expect(ignore("steps").apply(VIEW)).toEqual({ meta: VIEW.meta, provenance: VIEW.provenance });
});

test("[TI1] a star at the end is a prefix, as in the seed", () => {
  expect(ignore("meta.generated_at*").apply(VIEW)).toMatchObject({ meta: { seed: 3 } });
  expect(ignore("meta.generated_at*").apply(VIEW)).not.toHaveProperty("meta.generated_at_ms");
  expect(ignore("meta.*").apply(VIEW)).toHaveProperty("meta", {});
});

test("[TI2] stars stand for a name, two for any depth, brackets for places in a list", () => {
  expect(ignore("steps[*].variables").apply(VIEW)).toMatchObject({ steps: [{ index: 0 }, { index: 1 }] });
  expect(ignore("steps[1].variables.gold").apply(VIEW)).toHaveProperty("steps[0].variables.gold", 3);
  expect(ignore("steps[1].variables.gold").apply(VIEW)).not.toHaveProperty("steps[1].variables.gold");
  expect(JSON.stringify(ignore("**.gold").apply(VIEW))).not.toContain("gold");
  expect(JSON.stringify(ignore("steps[*].rng_after.**.story").apply(VIEW))).not.toContain("story");
  expect(JSON.stringify(ignore("steps[*].*.uses").apply(VIEW))).not.toContain("uses");
  expect(JSON.stringify(ignore("steps[*].v*s.g*").apply(VIEW))).not.toContain("gold");
});

test("[TI2] a name with dots in it is found by its path", () => {
  expect(JSON.stringify(ignore("steps[*].variables.player.hp").apply(VIEW))).not.toContain("player.hp");
  expect(JSON.stringify(ignore("steps[*].variables.player.*").apply(VIEW))).not.toContain("player.hp");
});

test("[TI2] an entry that is taken out of a list leaves the places of the others", () => {
  expect(ignore("steps[0]").apply(VIEW)).toHaveProperty("steps[1].index", 1);
  expect(ignore("steps[0]").apply(VIEW)).toHaveProperty("steps[0]", null);
});

test("[TI3] a rule that matches nothing is told, and so is one that is no path", () => {
  const rules = ignore("meta.seed", "meta.sead", "steps[9].index", "steps[");
  rules.apply(VIEW);
  expect(rules.warnings()).toEqual([
    "`steps[` is no path, so nothing is looked past for it",
    "`meta.sead` matches nothing in either trace",
    "`steps[9].index` matches nothing in either trace",
  ]);
});

test("[TI3] a rule that matches in one of the traces alone matches", () => {
  const rules = ignore("meta.seed");
  rules.apply({});
  rules.apply(VIEW);
  expect(rules.warnings()).toEqual([]);
});

test("[TI4] round, sort and alias leave what they are for, and nothing else", () => {
  expect(redact("a", "round", { a: 2.4, b: 2.4 })).toEqual({ a: 2, b: 2.4 });
  expect(Object.is((redact("a", "round", { a: -0.2 }) as { a: number }).a, 0)).toBe(true);
  expect(redact("a", "sort", { a: ["b", "a", { x: 1 }] })).toEqual({ a: ["a", "b", { x: 1 }] });
  expect(redact("ids[*]", "alias", { ids: ["q7", "x2", "q7"] })).toEqual({ ids: ["alias 1", "alias 2", "alias 1"] });
  expect(redact("a", "drop", { a: 1, b: 2 })).toEqual({ b: 2 });
});

test("[TI5] whatever path and view, rules neither throw nor change the view, and without rules nothing changes", () => {
  const path = fc
    .array(fc.constantFrom("a", "b", "*", "**", ".", "[*]", "[0]", "[", "]"), { maxLength: 12 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(path, fc.jsonValue(), (text, view) => {
      const before = JSON.stringify(view);
      ignore(text).apply(view);
      expect(JSON.stringify(view)).toBe(before);
    }),
  );
  expect(ignore().apply(VIEW)).toBe(VIEW);
});

test("[TI5] a path of many wildcards takes no longer than its length asks", () => {
  const deep = Array.from({ length: 60 }).reduce<unknown>((inner) => ({ a: inner }), 1);
  expect(JSON.stringify(ignore(`${"**.a.".repeat(60)}b`).apply(deep))).toBe(JSON.stringify(deep));
  expect(parsePathPattern("a".repeat(501))).toBeNull();
});
