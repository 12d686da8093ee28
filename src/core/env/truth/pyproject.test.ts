import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareCodeUnits } from "../../canonical/order.ts";
import { readPyproject } from "./read-pyproject.ts";
import { renderPyproject } from "./render-pyproject.ts";
import type { Truth } from "./truth.ts";
import { TRUTH } from "./truth.fixture.ts";

const file = "pyproject.toml";

test("[ET1] the order of sets changes no byte", () => {
  const turned: Truth = {
    ...TRUTH,
    core: TRUTH.core.toReversed(),
    groups: Object.fromEntries(
      Object.entries(TRUTH.groups)
        .toReversed()
        .map(([name, needs]) => [name, needs.toReversed()]),
    ),
    sources: { ...TRUTH.sources },
  };
  expect(renderPyproject(turned)).toBe(renderPyproject(TRUTH));
  expect(renderPyproject({ ...TRUTH, indexes: TRUTH.indexes.toReversed() })).not.toBe(renderPyproject(TRUTH));
});

test("[ET5] packages with an index of their own have no limit on their age", () => {
  expect(renderPyproject(TRUTH)).toContain('exclude-newer = "7 days"\nexclude-newer-package = { torch = false }\n');
  expect(renderPyproject({ ...TRUTH, excludeNewer: null })).not.toContain("exclude-newer");
});

const anyText = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }).filter((text) => text.isWellFormed());
const set = fc.uniqueArray(anyText, { maxLength: 4 }).map((texts) => texts.toSorted(compareCodeUnits));
const name = fc
  .oneof(fc.stringMatching(/^[a-z][a-z0-9-]{0,6}$/), fc.stringMatching(/^[ -~]{1,6}$/))
  .filter((each) => each !== "__proto__");
const truth: fc.Arbitrary<Truth> = fc.record({
  requiresPython: anyText,
  environments: fc.array(anyText, { maxLength: 2 }),
  core: set,
  groups: fc.dictionary(name, set, { maxKeys: 3, noNullPrototype: true }),
  overrides: set,
  indexes: fc.array(
    fc.record({ name, url: anyText, format: fc.constantFrom("simple", "flat"), explicit: fc.boolean(), default: fc.boolean() }),
    { maxLength: 3 },
  ),
  sources: fc.dictionary(name, name, { maxKeys: 3, noNullPrototype: true }),
  excludeNewer: fc.option(anyText),
  buildsAllowed: set,
});

test("[ET2] what was rendered reads as what it was", () => {
  expect(readPyproject({ file, text: renderPyproject(TRUTH) })).toEqual(TRUTH);
  fc.assert(
    fc.property(truth, (one) => {
      expect(readPyproject({ file, text: renderPyproject(one) })).toEqual(one);
    }),
  );
});

test.each([
  ['requires-python = "==3.11.*"', "requires-python = 3", "`project.requires-python` must be text", 6],
  ["no-build = true", "no-build = false", "`tool.uv.no-build` must be", 31],
  ["package = false", "package = false\nworkspace = 1", "`workspace` is not a key of `tool.uv`", 22],
  ["[project]", "[project", "is no TOML", 3],
])("[ET6] `%s` as `%s` is damage", (...[from, to, message, line]) => {
  const text = renderPyproject(TRUTH).replace(from, to);
  const read = () => readPyproject({ file, text });
  expect(read).toThrow(expect.objectContaining({ code: "ENV_DAMAGED", message: expect.stringContaining(message) as string }));
  expect(read).toThrow(expect.objectContaining({ place: expect.objectContaining({ file, line }) as object }));
});
