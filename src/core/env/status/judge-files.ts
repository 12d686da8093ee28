import type { NodeRecord } from "../truth/node-record.ts";

/** Endings of formats that may run code when they are loaded. Source: comfyui.md, section 4; Python's `pickle` says so itself. */
const PICKLES = [".ckpt", ".pt", ".pth", ".bin", ".pkl", ".pickle"];

/** Whether a model file of this name can run code when it is loaded. Rule: ES13. */
export function isUnsafeModel(name: string): boolean {
  const lower = name.toLowerCase();
  return PICKLES.some((ending) => lower.endsWith(ending));
}

/** Node packs that install packages by themselves while ComfyUI runs, and so past every transaction. */
const SELF_INSTALLERS = /(^|[/:])comfyui-manager(\.git)?\/?$/i;

/** Ids of enabled packs that install by themselves. Rule: ES14. */
export function findSelfInstallers(nodes: readonly NodeRecord[]): readonly string[] {
  return nodes
    .filter(({ enabled, id, url }) => enabled && (SELF_INSTALLERS.test(id) || SELF_INSTALLERS.test(url ?? "")))
    .map(({ id }) => id);
}
