import type { Environment, ImageRecord, ServerRecord } from "../assets/evidence.ts";

/** Each server that took part, in its own words, e.g. `ComfyUI 0.33.0 on studio-pc: cuda:0 RTX 4090, torch 2.9.1, --deterministic`. */
export function serverWords({ servers = [] }: Pick<Environment, "servers">): readonly string[] {
  return servers.map(
    (server) => `ComfyUI ${server.comfyuiVersion ?? "of unknown version"} on ${server.backend}: ${factsOf(server).join(", ")}`,
  );
}

function factsOf({ devices, torch, python, argv, nodePacks }: ServerRecord): readonly string[] {
  return [
    ...devices.map(({ name }) => name),
    `torch ${torch ?? "unknown"}`,
    `Python ${python?.split(" ")[0] ?? "unknown"}`,
    // The first word is the program.
    ...(argv.length > 1 ? [argv.slice(1).join(" ")] : []),
    nodePacks.length === 0 ? "no custom nodes" : `custom nodes ${nodePacks.map(withoutFolder).join(", ")}`,
  ];
}

function withoutFolder(module: string): string {
  return module.replace("custom_nodes.", "");
}

/** How a backend made an image, e.g. `studio-pc, prompt 01a2…, 3 nodes from its cache`; null for the built-in renderer. */
export function madeWords({ backend, promptId, cachedNodes }: ImageRecord): string | null {
  if (backend === undefined || promptId === undefined) return null;
  return `${backend}, prompt ${promptId}, ${cacheWords(cachedNodes)}`;
}

function cacheWords(cachedNodes: ImageRecord["cachedNodes"]): string {
  if (cachedNodes == null) return "its cache not known";
  if (cachedNodes.length === 0) return "nothing from its cache";
  return `${cachedNodes.length} ${cachedNodes.length === 1 ? "node" : "nodes"} from its cache`;
}
