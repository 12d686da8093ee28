import { expect, test } from "vitest";
import type { NodeClass } from "../workflow/node-catalogue.ts";
import { readFacts } from "./read-facts.ts";

const nodeOf = (name: string, module: string): [string, NodeClass] => [
  name,
  { name, module, inputs: [], outputs: [], isOutput: false },
];
const CATALOGUE = new Map([
  nodeOf("A", "custom_nodes.pack-b"),
  nodeOf("B", "nodes"),
  nodeOf("C", "custom_nodes.pack-a"),
  nodeOf("D", "custom_nodes.pack-a"),
]);

test("[CF7] facts are what the server says, with the packs that its nodes come from", () => {
  const stats = {
    system: {
      os: "linux",
      comfyui_version: "0.33.0",
      python_version: "3.11.7 (main)",
      pytorch_version: "2.9.0+cpu",
      argv: ["main.py"],
    },
    devices: [
      { name: "cuda:0 NVIDIA", type: "cuda", index: 0, vram_total: 8_000, vram_free: 4_000 },
      { name: "cpu", type: "cpu" },
    ],
  };
  expect(readFacts(stats, CATALOGUE)).toEqual({
    comfyuiVersion: "0.33.0",
    python: "3.11.7 (main)",
    torch: "2.9.0+cpu",
    os: "linux",
    argv: ["main.py"],
    devices: [
      { name: "cuda:0 NVIDIA", type: "cuda", vramTotalBytes: 8_000, vramFreeBytes: 4_000 },
      { name: "cpu", type: "cpu", vramTotalBytes: null, vramFreeBytes: null },
    ],
    nodePacks: ["custom_nodes.pack-a", "custom_nodes.pack-b"],
  });
});

test("[CF7] what is not said is null, and what is no answer of ComfyUI has no facts", () => {
  expect(readFacts({ system: {} }, new Map())).toEqual({
    comfyuiVersion: null,
    python: null,
    torch: null,
    os: null,
    argv: [],
    devices: [],
    nodePacks: [],
  });
  for (const stats of [undefined, null, [], "x", {}]) expect(readFacts(stats, CATALOGUE)).toBeUndefined();
});

test.each([
  ["/srv/ComfyUI/main.py", "main.py"],
  ["D:\\apps\\ComfyUI\\main.py", "main.py"],
  ["ComfyUI\\main.py", "main.py"],
  ["./main.py", "main.py"],
  ["~/models/", "models"],
  ["--base-directory=/srv/comfy", "--base-directory=comfy"],
  ["--deterministic", "--deterministic"],
  ["--front-end-version=Comfy-Org/ComfyUI_frontend@latest", "--front-end-version=Comfy-Org/ComfyUI_frontend@latest"],
  ["sqlite:///:memory:", "sqlite:///:memory:"],
])("[CF7] `%s` on its command line is kept as `%s`", (word, kept) => {
  expect(readFacts({ system: { argv: [word, 7] } }, new Map())?.argv).toEqual([kept]);
});
