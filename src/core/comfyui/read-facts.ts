import { fieldOf, listIn, numberIn, textIn } from "./fields.ts";
import type { ServerDevice, ServerFacts } from "./server-facts.ts";
import { byKey } from "../canonical/order.ts";
import type { NodeCatalogue } from "../workflow/node-catalogue.ts";

/**
 * What a server says of itself in `/system_stats`, with the node packs that its catalogue names.
 *
 * @returns undefined where that is not what ComfyUI answers.
 * Source: comfyui.md 1.9; SPEC.md CF7.
 */
export function readFacts(stats: unknown, catalogue: NodeCatalogue): ServerFacts | undefined {
  const system = fieldOf(stats, "system");
  if (system === undefined) return undefined;
  const packs = [...catalogue.values()].map(({ module }) => module).filter((module) => module.startsWith("custom_nodes."));
  return {
    comfyuiVersion: textIn(fieldOf(system, "comfyui_version")),
    python: textIn(fieldOf(system, "python_version")),
    torch: textIn(fieldOf(system, "pytorch_version")),
    os: textIn(fieldOf(system, "os")),
    argv: listIn(fieldOf(system, "argv")).flatMap((word) => (typeof word === "string" ? [withoutFolders(word)] : [])),
    devices: listIn(fieldOf(stats, "devices")).map(readDevice),
    nodePacks: [...new Set(packs)].toSorted(byKey((pack) => pack)),
  };
}

function readDevice(device: unknown): ServerDevice {
  return {
    name: textIn(fieldOf(device, "name")) ?? "unknown",
    type: textIn(fieldOf(device, "type")) ?? "unknown",
    vramTotalBytes: numberIn(fieldOf(device, "vram_total")),
    vramFreeBytes: numberIn(fieldOf(device, "vram_free")),
  };
}

/** Where things lie on that machine is nobody's business, and decides nothing: of a path, the last name is kept. */
function withoutFolders(word: string): string {
  const [, option = "", value = ""] = /^(-[^=]*=)?(.*)$/s.exec(word) ?? [];
  const isPath = /^(?:~|\.{0,2})[\\/]|^[a-z]:[\\/]|\\/i.test(value);
  return isPath ? option + (value.split(/[\\/]/).findLast((part) => part !== "") ?? "") : word;
}
