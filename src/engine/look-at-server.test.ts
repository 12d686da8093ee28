import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, expect, test } from "vitest";
import { type FakeComfy, startFakeComfy } from "../../tests/support/comfyui/fake-comfy.ts";
import type { FakeComfyOptions } from "../../tests/support/comfyui/options.ts";
import { createWorkshop, studioAt } from "../../tests/support/sample-game.ts";
import { BACKENDS_FILE } from "../core/backends/backends-file.ts";
import type { BackendReport } from "../core/backends/report.ts";
import { backendTestVerb } from "./backends.ts";
import { callVerb } from "./call-verb.ts";

/** What a look at a ComfyUI server says to a project with four workflows and one checkpoint. */
const workshop = createWorkshop("look-at-server");
const dir = workshop.at("sdxl");
cpSync(fileURLToPath(new URL("../../examples/sdxl", import.meta.url)), dir, { recursive: true });

let server: FakeComfy | undefined;
afterEach(async () => await server?.stop());
afterAll(workshop.remove);

const CHECKPOINT = "sd_xl_base_1.0.safetensors";
const ALL_SPECS = ["brass-can", "glass-bell", "keeper-portrait", "keeper-walk"];

/** Every node class that the project's workflows use, as a real server described it. */
const objectInfoPath = fileURLToPath(new URL("../../tests/support/object-info.excerpt.json", import.meta.url));

/** Looks at a server by its address, or by the id under which it is listed. */
async function look(
  options: FakeComfyOptions,
  entry?: { readonly id: string; readonly checkpoints: string },
): Promise<BackendReport> {
  server = await startFakeComfy({ coreOnly: true, objectInfoPath, ...options });
  if (entry !== undefined) {
    const { id, checkpoints } = entry;
    const line = `{ id: ${id}, url: "${server.url}", checkpoints: [${checkpoints}], modelsDir: /models }`;
    mkdirSync(`${dir}/.touchstone`, { recursive: true });
    writeFileSync(`${dir}/${BACKENDS_FILE}`, `format: touchstone.backends/1\nbackends:\n  - ${line}\n`);
  }
  const request = { input: { url: entry?.id ?? server.url }, caller: { by: "person" }, withStudio: studioAt(dir) } as const;
  return await callVerb(backendTestVerb, request);
}

const codesOf = ({ warnings }: BackendReport): readonly string[] => warnings.map(({ code }) => code);

test("a server that has all that the specs need lacks nothing", async () => {
  const report = await look({ checkpoints: [`sdxl\\${CHECKPOINT}`], backgroundModels: ["birefnet.safetensors"] });
  expect(report).toMatchObject({
    reachable: true,
    version: "0.33.0",
    detail: null,
    hint: null,
    queue: { running: 0, pending: 0 },
  });
  expect(report.models.checkpoints).toEqual([`sdxl\\${CHECKPOINT}`]);
  expect(report.missing).toEqual([]);
  expect(codesOf(report)).toEqual(["models_not_verified"]);
});

test("what it lacks is named with the nearest that it has, and with every spec that needs it", async () => {
  const { missing } = await look({ checkpoints: ["sd_xl_base.safetensors"] });
  expect(missing).toEqual([
    { kind: "checkpoint", name: CHECKPOINT, nearest: "sd_xl_base.safetensors", neededBy: ALL_SPECS },
    { kind: "model", name: "birefnet.safetensors", nearest: null, neededBy: ["glass-bell"] },
  ]);
});

test("an old server is looked at as well, and said to be old", async () => {
  const report = await look({ checkpoints: [CHECKPOINT], version: "0.3.64" });
  expect([report.version, codesOf(report)]).toEqual(["0.3.64", expect.arrayContaining(["old_version"])]);
});

test("a listed server is asked for its own checkpoints alone, and its files count as checked where its folder is named", async () => {
  const report = await look({}, { id: "studio-pc", checkpoints: "another" });
  expect(report).toMatchObject({ reachable: true, missing: [] });
  expect(codesOf(report)).toContain("no_workflow_specs");
  expect(codesOf(report)).not.toContain("models_not_verified");
});
