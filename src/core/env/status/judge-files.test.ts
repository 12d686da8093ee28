import { expect, test } from "vitest";
import type { NodeRecord } from "../truth/node-record.ts";
import { findSelfInstallers, isUnsafeModel } from "./judge-files.ts";

test("[ES13] formats that can run code are known by their ending, in any case", () => {
  const unsafe = ["a.ckpt", "a.pt", "a.PTH", "b.safetensors.bin", "a.pkl", "a.pickle"];
  expect(unsafe.filter(isUnsafeModel)).toEqual(unsafe);
  expect(["a.safetensors", "a.sft", "a.gguf", "ckpt", "a.ckpt.txt", "a.png"].filter(isUnsafeModel)).toEqual([]);
});

function pack(id: string, url: string | null, enabled = true): NodeRecord {
  const treeHash = `sha256:${"0".repeat(64)}`;
  const owned = { managedDeps: [], pinsOwned: [], buildsOwned: [] };
  return { id, url, commit: null, treeHash, group: `node-${id}`, ...owned, enabled };
}

test("[ES14] a pack that installs by itself is known by id or repository, while it is enabled", () => {
  const packs = [
    pack("ComfyUI-Manager", null),
    pack("renamed", "https://example.org/someone/ComfyUI-Manager.git"),
    pack("comfyui-manager", null, false),
    pack("comfyui-manager-notes", "https://example.org/notes"),
  ];
  expect(findSelfInstallers(packs)).toEqual(["ComfyUI-Manager", "renamed"]);
});
