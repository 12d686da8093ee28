import { expect, test } from "vitest";
import type { BackendReport } from "./report.ts";
import { reportLines } from "./report-words.ts";

const REPORT: BackendReport = {
  reachable: true,
  url: "http://127.0.0.1:8188",
  version: "0.33.0",
  devices: [{ name: "cuda:0 RTX 4090", type: "cuda", vramTotalBytes: 24 * 1024 ** 3, vramFreeBytes: null }],
  models: { checkpoints: ["a.safetensors"], loras: [], vae: ["x.safetensors", "y.safetensors"] },
  missing: [],
  warnings: [],
  facts: null,
  queue: null,
  detail: null,
  hint: null,
};
const said = (report: Partial<BackendReport>) =>
  reportLines({ ...REPORT, ...report }).map(({ mark, text }) => `${mark.icon} ${text}`);

test("a server that answers and lacks nothing says what it is", () => {
  expect(said({})).toEqual([
    "✓ ComfyUI 0.33.0 answers at `http://127.0.0.1:8188`",
    "· `cuda:0 RTX 4090`, 24 GiB",
    "· it offers 1 checkpoint file, 0 LoRAs, 2 VAEs",
    "✓ it has all that the specs of this project need",
  ]);
});

test("a server that cannot be reached says why and what to do, and nothing else", () => {
  const lines = reportLines({ ...REPORT, reachable: false, detail: "nothing listens at `x`", hint: "Start ComfyUI" });
  expect(lines).toMatchObject([{ mark: { icon: "✕" }, text: "nothing listens at `x`", hint: "Start ComfyUI" }]);
});

test("what is missing is named with who needs it and the nearest that is there", () => {
  const lines = reportLines({
    ...REPORT,
    missing: [
      { kind: "checkpoint", name: "pony.safetensors", nearest: "pony_v6.safetensors", neededBy: ["lamp", "sword", "well"] },
      { kind: "lora", name: "ink.safetensors", nearest: null, neededBy: ["lamp"] },
      { kind: "node", name: "KSamplerX", nearest: "KSampler", neededBy: ["lamp"] },
    ],
  }).filter(({ mark }) => mark.icon === "✕");
  expect(lines.map(({ text, hint }) => `${text} → ${hint}`)).toEqual([
    "it lacks the checkpoint file `pony.safetensors`, which `lamp` and 2 other specs need → It has `pony_v6.safetensors`: name that one in the record if it is meant, or put the file into ComfyUI's models/checkpoints",
    "it lacks the LoRA file `ink.safetensors`, which `lamp` needs → Put the file into ComfyUI's models/loras",
    "it lacks the node `KSamplerX`, which `lamp` needs → Install the node pack that brings it, and restart ComfyUI; the nearest that it has is `KSampler`",
  ]);
});

test("what is odd is said, and where nothing is needed it is not praised for having it", () => {
  const warnings = [{ code: "no_workflow_specs" as const, message: "no spec has a workflow", hint: "Give one a workflow" }];
  expect(said({ warnings }).at(-1)).toBe("! no spec has a workflow");
  expect(said({ warnings }).join()).not.toContain("it has all");
});
