import { describe, expect, test } from "vitest";
import { Checkpoint } from "../assets/records/checkpoint.ts";
import type { ApiNode } from "../assets/records/workflow.ts";
import type { ServerFacts } from "../comfyui/server-facts.ts";
import type { ServerProbe } from "../comfyui/server-probe.ts";
import type { NodeClass, NodeInput } from "../workflow/node-catalogue.ts";
import type { LookedAt } from "./looked-at.ts";
import { describeServer } from "./report.ts";
import type { WorkflowSpec } from "./server-needs.ts";

const GIB = 1024 ** 3;
const GPU = { name: "cuda:0 NVIDIA GeForce RTX 4090", type: "cuda", vramTotalBytes: 24 * GIB, vramFreeBytes: 22 * GIB };
const input = (name: string, choices: readonly string[] | null): NodeInput => {
  return { name, required: true, type: choices === null ? "INT" : "COMBO", choices, min: 1, max: 100, isSeed: false };
};
const nodeClass = (name: string, inputs: readonly NodeInput[] = []): [string, NodeClass] => {
  return [name, { name, module: "nodes", inputs, outputs: ["IMAGE"], isOutput: true }];
};
const node = (class_type: string, inputs: ApiNode["inputs"] = {}): ApiNode => ({ class_type, inputs });

interface Wish {
  readonly checkpoint?: string;
  readonly vae?: string;
  readonly loras?: readonly string[];
  readonly nodes?: readonly ApiNode[];
}

function workflowSpec(
  spec: string,
  { checkpoint = "sdxl/pony.safetensors", vae, loras = [], nodes = [] }: Wish = {},
): WorkflowSpec {
  const sha256 = "0".repeat(64);
  const files = { weights: { path: checkpoint, sha256 }, ...(vae === undefined ? {} : { vae: { path: vae, sha256 } }) };
  const record = { id: "pony", title: "Pony", family: "pony", supportedAssetTypes: ["ui_icon"], ...files };
  const entry = { layer: "project", lora: "x", version: null, weight: 1, sha256, why: "" } as const;
  const graph = Object.fromEntries([node("SaveImage"), ...nodes].map((each, index) => [String(index), each]));
  return { plan: { spec, stack: loras.map((file) => ({ ...entry, file })) }, checkpoint: Checkpoint.parse(record), graph };
}

interface Change {
  readonly facts?: Partial<ServerFacts>;
  readonly probe?: Partial<ServerProbe>;
  readonly looked?: Partial<LookedAt>;
}

/** An ordinary server that has all that is needed, but for what a test changes. */
function looked({ facts, probe, looked: own }: Change = {}): LookedAt {
  return {
    url: "http://127.0.0.1:8188",
    specs: [workflowSpec("owl", { loras: ["ink.safetensors"] })],
    hasModelsDir: true,
    ...own,
    probe: {
      facts: {
        comfyuiVersion: "0.33.0",
        python: "3.12.3",
        torch: "2.9.1",
        os: "linux",
        argv: ["main.py", "--deterministic", "--disable-dynamic-vram"],
        devices: [GPU],
        nodePacks: [],
        ...facts,
      },
      catalogue: new Map([
        nodeClass("KSampler", [input("sampler_name", ["euler", "dpmpp_2m"]), input("steps", null)]),
        nodeClass("SaveImage"),
        nodeClass("LoadUpscaler", [input("model_name", ["4x-sharp.safetensors"])]),
        nodeClass("LoadImage", [input("image", ["example.png"])]),
      ]),
      models: { checkpoints: ["sdxl\\pony.safetensors"], loras: ["ink.safetensors"], vae: [] },
      queue: { running: 0, pending: 1 },
      hasJobs: true,
      ...probe,
    },
  };
}

const warningsOf = (change: Change): readonly string[] => describeServer(looked(change)).warnings.map(({ code }) => code);

test("[BK13] an ordinary server is described as it is, without a warning", () => {
  const own = looked();
  expect(describeServer(own)).toEqual({
    reachable: true,
    url: "http://127.0.0.1:8188",
    version: "0.33.0",
    devices: [GPU],
    models: own.probe.models,
    missing: [],
    warnings: [],
    facts: own.probe.facts,
    queue: { running: 0, pending: 1 },
    detail: null,
    hint: null,
  });
});

test("[BK12] what is missing is named with the nearest and with who needs it; separators of folders are equal", () => {
  const specs = [
    workflowSpec("owl", { loras: ["inks.safetensors"], nodes: [node("SaveImages"), node("FaceDetailer")] }),
    workflowSpec("elk", { vae: "fix.safetensors", nodes: [node("SaveImages")] }),
  ];
  expect(describeServer(looked({ looked: { specs } })).missing).toEqual([
    { kind: "node", name: "FaceDetailer", nearest: null, neededBy: ["owl"] },
    { kind: "node", name: "SaveImages", nearest: "SaveImage", neededBy: ["elk", "owl"] },
    { kind: "lora", name: "inks.safetensors", nearest: "ink.safetensors", neededBy: ["owl"] },
    { kind: "vae", name: "fix.safetensors", nearest: null, neededBy: ["elk"] },
  ]);
});

test("[BK12] a file that only a workflow names is missed as well", () => {
  const nodes = [node("LoadUpscaler", { model_name: "4x-shrap.safetensors" })];
  const specs = [workflowSpec("owl", { nodes }), workflowSpec("elk", { nodes })];
  expect(describeServer(looked({ looked: { specs } }))).toMatchObject({
    missing: [{ kind: "model", name: "4x-shrap.safetensors", nearest: "4x-sharp.safetensors", neededBy: ["elk", "owl"] }],
    warnings: [],
  });
});

test("[BK12] what a server would refuse besides is told once, with node and spec; an upload is not listed yet and no such thing", () => {
  const sampler = node("KSampler", { sampler_name: "heun", steps: 500 });
  const nodes = [sampler, node("LoadImage", { image: "touchstone/0123.png" })];
  const specs = [workflowSpec("owl", { nodes }), workflowSpec("elk", { nodes })];
  expect(describeServer(looked({ looked: { specs } })).warnings).toEqual([
    {
      code: "workflow_does_not_fit",
      message: expect.stringMatching(/^node `1` \(`KSampler`\) of spec `owl` would be refused: .*`heun`/) as string,
      hint: "Choose one that the server offers",
    },
    {
      code: "workflow_does_not_fit",
      message: expect.stringContaining("at most 100") as string,
      hint: expect.any(String) as string,
    },
  ]);
});

const argv = (...flags: string[]): Change => ({ facts: { argv: ["main.py", ...flags] } });
const CPU = { name: "cpu", type: "cpu", vramTotalBytes: 8 * GIB, vramFreeBytes: GIB };

const ODD: readonly (readonly [string, string, Change])[] = [
  ["no spec has a workflow", "no_workflow_specs", { looked: { specs: [] } }],
  ["it has no jobs API", "old_version", { probe: { hasJobs: false } }],
  ["it computes on a CPU", "cpu_only", { facts: { devices: [CPU], argv: ["main.py", "--cpu"] } }],
  ["little memory is free", "low_vram", { facts: { devices: [{ ...GPU, vramFreeBytes: GIB }] } }],
  ["--fast", "fast_math", argv("--deterministic", "--disable-dynamic-vram", "--fast", "fp16_accumulation")],
  ["dynamic VRAM with LoRAs", "dynamic_vram", argv("--deterministic")],
  ["no --deterministic", "not_deterministic", argv("--disable-dynamic-vram")],
  ["custom nodes", "custom_nodes", { facts: { nodePacks: ["custom_nodes.ComfyUI-Impact-Pack"] } }],
  ["--disable-metadata", "no_metadata", argv("--deterministic", "--disable-dynamic-vram", "--disable-metadata")],
  ["nobody checks its files", "models_not_verified", { looked: { hasModelsDir: false } }],
  ["plain http in the network", "unprotected", { looked: { url: "http://192.168.1.20:8188" } }],
];

describe("[BK13] each oddity is one warning", () => {
  test.each(ODD)("[BK13] %s", (_, code, change) => {
    const { warnings } = describeServer(looked(change));
    expect(warnings.map((warning) => warning.code)).toEqual([code]);
    expect(warnings[0]?.message).toMatch(/^.{20,}[^.]$/);
    expect(warnings[0]?.hint).toMatch(/^[A-Z].{15,}[^.]$/);
  });
});

test("[BK13] what says nothing is no warning", () => {
  const busy = { facts: { devices: [{ ...GPU, vramFreeBytes: GIB }] }, probe: { queue: { running: 1, pending: 0 } } };
  expect(warningsOf(busy)).toEqual([]);
  expect(warningsOf({ facts: { argv: ["main.py", "--deterministic"], comfyuiVersion: "0.3.64" } })).toEqual([]);
  expect(warningsOf({ looked: { url: "https://gpu.example" } })).toEqual([]);
  expect(warningsOf({ looked: { url: "http://[::1]:8188" } })).toEqual([]);
});
