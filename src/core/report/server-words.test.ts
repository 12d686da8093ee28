import { expect, test } from "vitest";
import type { ImageRecord, ServerRecord } from "../assets/evidence.ts";
import { madeWords, serverWords } from "./server-words.ts";

const server: ServerRecord = {
  backend: "studio-pc",
  comfyuiVersion: "0.33.0",
  python: "3.12.8 (main)",
  torch: "2.9.1+cu128",
  os: "linux",
  argv: ["main.py", "--deterministic"],
  devices: [{ name: "cuda:0 Test", type: "cuda", vramTotalBytes: 1, vramFreeBytes: null }],
  nodePacks: ["custom_nodes.impact"],
};

test("a server is told by its version, its name here, and what bears on its pixels", () => {
  const words =
    "ComfyUI 0.33.0 on studio-pc: cuda:0 Test, torch 2.9.1+cu128, Python 3.12.8, --deterministic, custom nodes impact";
  expect(serverWords({ servers: [server] })).toEqual([words]);
  const bare = { ...server, comfyuiVersion: null, python: null, torch: null, argv: [], devices: [], nodePacks: [] };
  expect(serverWords({ servers: [bare] })).toEqual([
    "ComfyUI of unknown version on studio-pc: torch unknown, Python unknown, no custom nodes",
  ]);
  expect(serverWords({})).toEqual([]);
});

test("an image is told by where it was made, its prompt, and how much of it came out of a cache", () => {
  const image = { variant: 0, part: null, seed: 1, blob: "b", pixelSha256: "p", width: 1, height: 1 } satisfies ImageRecord;
  const made = { ...image, backend: "studio-pc", promptId: "p-1" };
  expect(madeWords(image)).toBeNull();
  expect(madeWords({ ...made, cachedNodes: [] })).toBe("studio-pc, prompt p-1, nothing from its cache");
  expect(madeWords({ ...made, cachedNodes: ["4"] })).toBe("studio-pc, prompt p-1, 1 node from its cache");
  expect(madeWords({ ...made, cachedNodes: ["4", "6"] })).toBe("studio-pc, prompt p-1, 2 nodes from its cache");
  expect(madeWords({ ...made, cachedNodes: null })).toBe("studio-pc, prompt p-1, its cache not known");
});
