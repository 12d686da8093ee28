import { beforeAll, describe, expect, test } from "vitest";
import { readProjectFiles } from "../../src/adapters/files/project-files.ts";
import { schemaHeader } from "../../src/core/authored/schema-header.ts";
import { findFileRole } from "../../src/core/authored/project-layout.ts";
import { type ProjectReading, readProject } from "../../src/core/authored/read-project.ts";
import type { Plan } from "../../src/core/assets/plan/plan.ts";
import { planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { selectInputs } from "../../src/core/assets/plan/select-inputs.ts";
import type { ProjectRecords } from "../../src/core/assets/records/project-records.ts";
import { OUTPUT_KINDS, type Spec } from "../../src/core/assets/records/spec.ts";

const SETTINGS = { builtinRenderer: "procedural/1", drawnSeed: 7, adjustments: [] };

async function read(name: string) {
  const { files, problems } = await readProjectFiles(new URL(`../../examples/${name}`, import.meta.url).pathname);
  const reading = readProject(files, problems);
  if (reading.records === undefined) throw new TypeError(`example ${name} cannot be read`);
  return { reading, records: reading.records, files };
}

function planAll(records: ProjectRecords): readonly { readonly spec: Spec; readonly plan: Plan }[] {
  const drafts = [...records.specs.values()].filter((spec) => spec.status === "draft");
  return drafts.map((spec) => ({ spec, plan: planSpec(selectInputs(records, spec), SETTINGS) }));
}

describe.each(["wickwater", "starter", "sdxl"])("example %s", (name) => {
  let reading: ProjectReading;
  let texts: readonly { readonly file: string; readonly first: string }[];
  beforeAll(async () => {
    const loaded = await read(name);
    reading = loaded.reading;
    // JSON takes no comments, so a workflow names no schema.
    const yaml = loaded.files.filter(({ file }) => !file.endsWith(".json"));
    texts = yaml.map(({ file, text }) => ({ file, first: text.split("\n", 1)[0] ?? "" }));
  });

  test("has no problem, no warning, and names nothing that does not exist", () => {
    expect([...reading.problems, ...reading.warnings, ...reading.references]).toEqual([]);
  });

  test("offers every file's schema to editors in its first line", () => {
    const expected = texts.map(({ file }) => {
      const kind = findFileRole(file)?.kind;
      return { file, first: kind === undefined ? "" : schemaHeader(kind, file.split("/").length - 1) };
    });
    expect(texts).toEqual(expected);
  });
});

describe("the sample game", () => {
  let records: ProjectRecords;
  let planned: ReturnType<typeof planAll>;
  beforeAll(async () => {
    records = (await read("wickwater")).records;
    planned = planAll(records);
  });

  test("can be made: every spec is satisfiable but two, which teach what blocks a plan", () => {
    const blocked = planned.filter(({ plan }) => plan.explanation.blocked.length > 0);
    expect(blocked.map(({ spec, plan }) => [spec.id, plan.explanation.blocked.map((item) => item.reasonCode)])).toEqual([
      ["draft-drowned-bell", ["incompatible_checkpoint"]],
      ["draft-rope-button", ["contract_contradiction"]],
    ]);
    expect(planned.length - blocked.length).toBeGreaterThanOrEqual(18);
  });

  test("shows every output kind, both checkpoints, and families with several roles", () => {
    const makeable = planned.filter(({ plan }) => plan.recipeDigest !== null);
    const images = makeable.reduce((sum, { plan }) => sum + plan.images.length, 0);
    expect(images).toBeGreaterThanOrEqual(80);
    expect(images).toBeLessThanOrEqual(140);
    expect(new Set(makeable.map(({ spec }) => spec.output.kind))).toEqual(new Set(OUTPUT_KINDS));
    expect(new Set(makeable.map(({ plan }) => plan.checkpoint?.family))).toEqual(new Set(["copax", "pony"]));
    const roles = new Set(makeable.flatMap(({ spec }) => spec.entityLink?.role ?? []));
    expect(roles).toEqual(new Set(["animation", "pickup_icon", "portrait", "ui_card"]));
  });

  test("uses every record it ships, in a plan or as one that was considered", () => {
    const named = planned.flatMap(({ plan }) => [
      ...plan.explanation.chosen,
      ...plan.explanation.skipped,
      ...plan.explanation.blocked,
    ]);
    const ids = new Set(named.map((item) => item.id));
    for (const record of [...records.loras.keys(), ...records.baselines.keys(), ...records.entities.keys()])
      expect(ids).toContain(record);
    const tags = new Set(planned.flatMap(({ spec }) => spec.tags));
    expect([...records.tags.keys()].filter((tag) => !tags.has(tag))).toEqual([]);
  });
});

test("the starter plans as it is", async () => {
  const { records } = await read("starter");
  expect(planAll(records).map(({ spec, plan }) => [spec.id, plan.explanation.blocked, plan.recipeDigest === null])).toEqual([
    ["first-gem", [], false],
  ]);
});
