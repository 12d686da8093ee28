import { describe, expect, test } from "vitest";
import { findCycles } from "../../scripts/house/cycles.ts";
import { findLayerBreaches, type LayerTable } from "../../scripts/house/layers.ts";
import { files } from "./repository-files.ts";

const TABLE: LayerTable = {
  layers: [
    { name: "core", files: ["src/core/**"], mayImport: ["core"], packages: ["zod"], node: false },
    { name: "engine", files: ["src/engine/**"], mayImport: ["engine", "core"], packages: [] },
    { name: "compose", files: ["src/compose.ts"], mayImport: ["engine"], packages: [], onlyFrom: ["cli-main"], planned: true },
    { name: "cli-main", files: ["src/cli/main.ts"], mayImport: ["compose"], packages: [], planned: true },
    { name: "tests", files: ["tests/**"], mayImport: ["*"], packages: ["*"], planned: true },
  ],
  unitTests: { mayImport: [], packages: ["vitest"] },
};
const GOOD = {
  "src/core/a.ts": `export const a = 1;`,
  "src/engine/b.ts": `import { a } from "../core/a.ts";\nexport const b = a;`,
};

function breaches(texts: Readonly<Record<string, string>>, table = TABLE): string[] {
  return findLayerBreaches(files({ ...GOOD, ...texts }), table).map(
    (finding) => `${finding.file}:${finding.line} ${finding.message}`,
  );
}

describe("layers", () => {
  test("a repository that keeps to the table has no findings", () => {
    expect(breaches({})).toEqual([]);
  });

  test.each([
    ["an import", `import { b } from "../engine/b.ts";`],
    ["a type import", `import type { b } from "../engine/b.ts";`],
    ["a type inside an expression", `export type B = import("../engine/b.ts").B;`],
    ["a re-export", `export { b } from "../engine/b.ts";`],
    ["an import at run time", `export const load = () => import("../engine/b.ts");`],
    ["a started file", `export const url = new URL("../engine/b.ts", import.meta.url);`],
  ])("%s from a forbidden layer is named with its line", (_form, text) => {
    expect(breaches({ "src/core/c.ts": `\n${text}` })).toEqual([
      "src/core/c.ts:2 `core` may not import `engine` (`src/engine/b.ts`)",
    ]);
  });

  test("a file that no layer covers is a finding, and so is an import of it", () => {
    expect(breaches({ "src/new/d.ts": "", "src/engine/e.ts": `import "../new/d.ts";` })).toEqual([
      "src/new/d.ts:1 no layer covers this file; add one to scripts/house/layers.json",
      "src/engine/e.ts:1 imports `src/new/d.ts`, which no layer covers",
    ]);
  });

  test("a layer that matches nothing is a finding, and so is a planned one that matches", () => {
    const [core, ...rest] = TABLE.layers;
    if (core === undefined) throw new Error("the table is empty");
    const table = { ...TABLE, layers: [core, { name: "gone", files: ["gone/**"], mayImport: [], packages: [] }, ...rest] };
    expect(breaches({ "tests/x.test.ts": "" }, table)).toEqual([
      "scripts/house/layers.json:1 layer `gone` matches no file; remove it, or mark it planned",
      "scripts/house/layers.json:1 layer `tests` is marked planned and has files; remove the mark",
    ]);
  });

  test("a layer with a list of importers refuses all others, even those that may import everything", () => {
    const found = breaches({
      "src/compose.ts": "",
      "tests/x.test.ts": `import "../src/compose.ts";`,
      "src/cli/main.ts": `import "../compose.ts";`,
    });
    expect(found).toContain("tests/x.test.ts:1 `tests` may not import `compose` (`src/compose.ts`)");
    expect(found.filter((text) => text.includes("may not import"))).toHaveLength(1);
  });

  test("packages and Node's modules are part of the table; a unit test may use what tests need", () => {
    expect(breaches({ "src/core/c.ts": `import "zod/v4";\nimport "kysely";\nimport "node:fs";\nimport "fs";` })).toEqual([
      "src/core/c.ts:2 `core` may not import the package `kysely`",
      "src/core/c.ts:3 `core` may not import `node:fs`",
      "src/core/c.ts:4 `core` may not import `fs`",
    ]);
    expect(breaches({ "src/core/c.test.ts": `import "vitest";\nimport "node:fs";\nimport "./a.ts";` })).toEqual([]);
  });
});

describe("import cycles", () => {
  test("a cycle is named once with its chain, also when one of its imports is of a type", () => {
    const found = findCycles(
      files({
        "src/a.ts": `import "./b.ts";`,
        "src/b.ts": `import type { C } from "./c.ts";`,
        "src/c.ts": `\nimport "./a.ts";\nimport "./d.ts";`,
        "src/d.ts": "",
      }),
    );
    expect(found.map((finding) => finding.message)).toEqual(["import cycle: src/a.ts -> src/b.ts -> src/c.ts -> src/a.ts"]);
  });

  test("a diamond and a started worker are no cycles", () => {
    const found = findCycles(
      files({
        "src/a.ts": `import "./b.ts"; import "./c.ts"; new URL("./w.ts", import.meta.url);`,
        "src/b.ts": `import "./d.ts";`,
        "src/c.ts": `import "./d.ts";`,
        "src/d.ts": "",
        "src/w.ts": `import "./a.ts";`,
      }),
    );
    expect(found).toEqual([]);
  });
});
