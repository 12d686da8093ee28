import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { decodeImage, frequentColors, pixelSha256 } from "../../src/adapters/images/png.ts";
import { imageTask } from "../../src/core/assets/plan/image-task.ts";
import type { ReferenceInput } from "../../src/core/assets/plan/inputs.ts";
import type { Plan } from "../../src/core/assets/plan/plan.ts";
import { planSpec } from "../../src/core/assets/plan/plan-spec.ts";
import { findEntity, referencesOf, selectInputs } from "../../src/core/assets/plan/select-inputs.ts";
import type { ProjectRecords, WorkflowRecord } from "../../src/core/assets/records/project-records.ts";
import type { ApiGraph } from "../../src/core/assets/records/workflow.ts";
import { checkGraph } from "../../src/core/workflow/check-graph.ts";
import { checkSeeds } from "../../src/core/workflow/check-seeds.ts";
import { compileTemplate } from "../../src/core/workflow/compile-template.ts";
import { fillTemplate } from "../../src/core/workflow/fill-template.ts";
import { graphDigest } from "../../src/core/workflow/graph-digest.ts";
import { readCatalogue } from "../../src/core/workflow/read-catalogue.ts";
import { type FileNames, templateValues } from "../../src/core/workflow/template-values.ts";
import { loadProject } from "../../src/engine/project.ts";
import { SETTINGS } from "../support/records.ts";

const EXAMPLE = new URL("../../examples/sdxl", import.meta.url).pathname;
const EXCERPT = path.join(import.meta.dirname, "../support/object-info.excerpt.json");
/** What a real server answered (0.33.0); lies beside the repository where it was worked on, and nowhere else. */
const RECORDED = new URL("../../../shared/data/comfyui/object_info.json", import.meta.url).pathname;

type ObjectInfo = Record<string, { input: Record<string, Record<string, unknown[]>> }>;
const readInfo = (file: string): ObjectInfo => JSON.parse(readFileSync(file, "utf8")) as ObjectInfo;

/** The server of the excerpt, with the files that the example needs. */
function stockedInfo(): ObjectInfo {
  const info = readInfo(EXCERPT);
  const stock = (name: string, input: string, spec: unknown[]): void => {
    const required = info[name]?.input["required"];
    if (required !== undefined) required[input] = spec;
  };
  stock("CheckpointLoaderSimple", "ckpt_name", [["sd_xl_base_1.0.safetensors"]]);
  stock("LoraLoader", "lora_name", [["first.safetensors", "second.safetensors"]]);
  stock("LoadBackgroundRemovalModel", "bg_removal_name", ["COMBO", { options: ["birefnet.safetensors"] }]);
  return info;
}
const SERVER = readCatalogue(stockedInfo());

const filesOf = (plan: Plan): FileNames => ({
  checkpoint: "sd_xl_base_1.0.safetensors",
  vae: null,
  loras: [],
  references: plan.references.map(({ pixelSha256: sha }) => `touchstone/${sha}.png`),
});

interface Planned {
  readonly id: string;
  readonly plan: Plan;
  readonly workflow: WorkflowRecord;
  readonly graphs: readonly ApiGraph[];
}

async function readReference(ref: string): Promise<ReferenceInput> {
  const decoded = await decodeImage(readFileSync(path.join(EXAMPLE, ref)));
  if (decoded === undefined) throw new TypeError(`${ref} is no image`);
  return { ref, pixelSha256: pixelSha256(decoded.pixels), colors: frequentColors(decoded.pixels, 16) };
}

async function planOne(records: ProjectRecords, id: string): Promise<Planned> {
  const spec = records.specs.get(id);
  const workflow = records.workflows.get(spec?.workflow ?? "");
  if (spec === undefined || workflow === undefined) throw new TypeError(`${id} has no workflow`);
  const references = await Promise.all(referencesOf(spec, findEntity(records, spec)).map(readReference));
  const plan = planSpec(selectInputs(records, spec, references), SETTINGS);
  if (plan.explanation.blocked.length > 0) return { id, plan, workflow, graphs: [] };
  const template = compileTemplate(workflow, { loraCount: 0 });
  const graphs = plan.images.map((_, index) =>
    fillTemplate(template, templateValues(plan, imageTask(plan, index), filesOf(plan))),
  );
  return { id, plan, workflow, graphs };
}

let planned: readonly Planned[];
beforeAll(async () => {
  const { records } = await loadProject({ projectDir: EXAMPLE });
  planned = await Promise.all([...records.specs.keys()].map(async (id) => planOne(records, id)));
});
const plannedOf = (id: string): Planned => {
  const found = planned.find((each) => each.id === id);
  if (found === undefined) throw new TypeError(`no spec ${id}`);
  return found;
};

test("every spec can be made, each by a workflow of its own kind", () => {
  expect(planned.map(({ id, plan, workflow, graphs }) => [id, workflow.id, plan.explanation.blocked, graphs.length])).toEqual([
    ["brass-can", "text-to-image", [], 2],
    ["glass-bell", "transparent", [], 1],
    ["keeper-portrait", "reference-to-image", [], 3],
    ["keeper-walk", "animation-frames", [], 6],
  ]);
});

test("every graph is one that a stocked server runs, and no seed of it is left to chance", () => {
  for (const { id, workflow, graphs } of planned) {
    expect([id, ...checkSeeds(workflow, SERVER)]).toEqual([id]);
    for (const graph of graphs) expect([id, ...checkGraph(graph, SERVER)]).toEqual([id]);
  }
});

test("every workflow takes LoRAs", () => {
  const loras = [
    { file: "first.safetensors", weight: 0.8 },
    { file: "second.safetensors", weight: 0.4 },
  ];
  for (const { plan, workflow } of planned) {
    const values = { ...templateValues(plan, imageTask(plan, 0), filesOf(plan)), loras };
    const graph = fillTemplate(compileTemplate(workflow, { loraCount: 2 }), values);
    expect(checkGraph(graph, SERVER)).toEqual([]);
    const used = Object.values(graph).filter(({ inputs }) => JSON.stringify(inputs).includes('["touchstone_lora_1",0]'));
    expect(used.map(({ class_type }) => class_type)).toEqual(expect.arrayContaining([expect.stringMatching(/^KSampler/)]));
  }
});

test("no two images are made by the same graph", () => {
  const digests = planned.flatMap(({ graphs }) => graphs.map(graphDigest));
  expect(new Set(digests).size).toBe(12);
});

describe("frames of an animation", () => {
  test("share all that composes the take, to the byte", () => {
    const composing = plannedOf("keeper-walk").graphs.map((graph) =>
      JSON.stringify(["4", "5", "6", "7", "10"].map((id) => graph[id])),
    );
    expect(new Set(composing).size).toBe(1);
  });

  test("have words and noise of their own for the rest", () => {
    const { graphs, plan } = plannedOf("keeper-walk");
    expect(graphs.map((graph) => graph["3"]?.inputs["noise_seed"])).toEqual(plan.images.map(({ seed }) => seed));
    expect(graphs.map((graph) => graph["11"]?.inputs["string_b"])).toEqual([1, 2, 3, 4, 5, 6].map((n) => `frame ${n} of 6`));
  });
});

test("a reference is named as it was uploaded, and fitted to the size of the image", () => {
  const { graphs, plan } = plannedOf("keeper-portrait");
  expect(graphs[0]?.["10"]?.inputs["image"]).toBe(`touchstone/${plan.references[0]?.pixelSha256}.png`);
  expect(graphs[0]?.["11"]?.inputs).toMatchObject({ width: 832, height: 1216 });
});

test("a server without the files is told which are missing, for which node", () => {
  const empty = readCatalogue(readInfo(EXCERPT));
  const missing = checkGraph(plannedOf("glass-bell").graphs[0] ?? {}, empty).map(({ title, modelFile }) => [title, modelFile]);
  expect(missing).toEqual([
    ["Model", { kind: "checkpoint", file: "sd_xl_base_1.0.safetensors", nearest: null }],
    ["Background model", { kind: "model", file: "birefnet.safetensors", nearest: null }],
  ]);
});

/** What the excerpt keeps of the recording: names, types and bounds; no words. */
function classesIn(info: ObjectInfo, names: readonly string[]) {
  const catalogue = readCatalogue(info);
  return names.map((name) => catalogue.get(name));
}

test.skipIf(!existsSync(RECORDED))("the excerpt says what a real server said (needs ../shared beside the repository)", () => {
  const excerpt = readInfo(EXCERPT);
  const names = Object.keys(excerpt);
  expect(classesIn(excerpt, names)).toEqual(classesIn(readInfo(RECORDED), names));
});
