import { describe, expect, test } from "vitest";
import * as codeRules from "../../scripts/house/code-rules.ts";
import { findBadNames } from "../../scripts/house/file-names.ts";
import { findLargeCode } from "../../scripts/house/sizes.ts";
import { files } from "./repository-files.ts";

describe("purity of core", () => {
  test.each([
    `Date.now()`,
    `new Date()`,
    `Date()`,
    `Math.random()`,
    `"a".localeCompare("b")`,
    `(1).toLocaleString("en")`,
    `new Intl.NumberFormat("en")`,
    `performance.now()`,
    `globalThis.x`,
  ])("`%s` in core is a finding", (text) => {
    const source = { "src/core/a.ts": `export const a =\n  ${text};` };
    expect(codeRules.findImpurities(files(source)).map((finding) => finding.line)).toContain(2);
  });

  test("the same outside core, in a test, as a name of a field or with a given time is none", () => {
    const pure = `export const a = { performance: 1, b: new Date(0), c: x.performance };`;
    expect(
      codeRules.findImpurities(
        files({ "src/engine/a.ts": "Date.now();", "src/core/a.test.ts": "Date.now();", "src/core/a.ts": pure }),
      ),
    ).toEqual([]);
  });
});

test("arithmetic that machines may round differently is a finding in the renderer, and only there", () => {
  const text = `export const a = Math.sin(1) + 2 ** 0.5 + Math.floor(1);`;
  const found = codeRules.findApproximateMath(files({ "src/adapters/procedural/a.ts": text, "src/adapters/images/a.ts": text }));
  expect(found.map((finding) => finding.message)).toEqual([
    "`Math.sin` may differ between machines; use integers",
    "`**` may differ between machines; use integers",
  ]);
});

test("a file of only re-exports is a barrel; one declaration of its own makes it none", () => {
  const found = codeRules.findBarrels(
    files({
      "src/a.ts": `export * from "./x.ts";`,
      "src/b.ts": `import { x } from "./x.ts";\nexport { x };`,
      "src/c.ts": `export { x } from "./x.ts";\nexport const y = 1;`,
      "src/d.ts": "",
    }),
  );
  expect(found.map((finding) => finding.file)).toEqual(["src/a.ts", "src/b.ts"]);
});

test("a catch clause without a statement is a finding, a comment inside or not", () => {
  const found = codeRules.findEmptyCatches(
    files({ "src/a.ts": `try { a(); } catch {\n  // never mind\n}\ntry { a(); } catch { b(); }` }),
  );
  expect(found.map((finding) => finding.line)).toEqual([1]);
});

test("a plain error is a finding in the product; a failure with a code, a test and the assertions are none", () => {
  const plain = `export function a() {\n  throw new Error("x");\n}`;
  const found = codeRules.findPlainErrors(
    files({
      "src/a.ts": plain,
      "src/b.ts": `throw new TouchstoneError("USAGE", "x");`,
      "src/a.test.ts": plain,
      "src/core/assert.ts": plain,
    }),
  );
  expect(found.map((finding) => `${finding.file}:${finding.line}`)).toEqual(["src/a.ts:2"]);
});

test.each([
  ["src/core/utils.ts", "`utils` says nothing"],
  ["src/core/event-handler.ts", "`handler` says nothing"],
  ["src/helpers/a.ts", "`helpers` says nothing"],
  ["src/core/common.ts", "the file name `common` says nothing"],
  ["src/store/index.ts", "the file name `index` says nothing"],
  ["src/core/planSpec.ts", "`planSpec` is not in kebab case"],
])("the name %s is a finding", (path, message) => {
  expect(findBadNames(files({ [path]: "" }))[0]?.message).toContain(message);
});

test("good names pass", () => {
  expect(
    findBadNames(
      files({ "src/core/plan-spec.ts": "", "src/core/plan-spec.test.ts": "", "vitest.config.ts": "", "docs/index.md": "" }),
    ),
  ).toEqual([]);
});

test("files over 200 and functions over 40 lines are reported with their length", () => {
  const long = `export function long() {\n${"  step();\n".repeat(40)}}\n`;
  const found = findLargeCode(files({ "src/a.ts": `${long}${"// line\n".repeat(160)}`, "src/a.test.ts": long.repeat(9) }));
  expect(found.map((finding) => finding.message)).toEqual([
    "202 lines; why more than 200?",
    "`long` has 42 lines; why more than 40?",
  ]);
});
