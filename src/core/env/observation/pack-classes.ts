import { compareCodeUnits } from "../../canonical/order.ts";
import { fieldOf, objectIn } from "../../comfyui/fields.ts";
import type { Observation } from "./observation.ts";
import type { ObservedClasses } from "./observed-classes.ts";

/** What classes that come with ComfyUI are listed under. No node pack has this name: it would be a folder of its own code. */
const OWN_PACK = "comfyui";
const PACK_MODULE = /^custom_nodes\.(?<pack>.+)$/;

/** Node classes by the pack that they come from; names sorted. */
export type ClassesByPack = ObservedClasses["byPack"];

/**
 * Reads which pack each node class comes from.
 *
 * @param objectInfo  The parsed answer of `/object_info`; what has another shape is left out.
 * Source: reference on ComfyUI, 1.9, `python_module`; SPEC.md EO6.
 */
export function classesByPack(objectInfo: unknown): ClassesByPack {
  const byPack = new Map<string, string[]>();
  for (const [name, info] of Object.entries(objectIn(objectInfo) ?? {})) {
    const module = fieldOf(info, "python_module");
    if (typeof module !== "string") continue;
    const pack = PACK_MODULE.exec(module)?.groups?.["pack"] ?? OWN_PACK;
    byPack.set(pack, [...(byPack.get(pack) ?? []), name]);
  }
  const sorted = [...byPack].toSorted(([a], [b]) => compareCodeUnits(a, b));
  return Object.fromEntries(sorted.map(([pack, names]) => [pack, names.toSorted(compareCodeUnits)]));
}

/**
 * Compares the node classes of a candidate with those of its base.
 *
 * @param base  Null where nobody has looked at the base: nothing is then said to be added or removed.
 * Source: SPEC.md EO7.
 */
export function compareClasses(base: ClassesByPack | null, candidate: ClassesByPack): NonNullable<Observation["nodeClasses"]> {
  const [before, after] = [namesOf(base ?? candidate), namesOf(candidate)];
  const count = Object.entries(candidate).map(([pack, names]) => [pack, names.length] as const);
  return {
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
    byPack: Object.fromEntries(count),
  };
}

function namesOf(classes: ClassesByPack): readonly string[] {
  return Object.values(classes).flat().toSorted(compareCodeUnits);
}
