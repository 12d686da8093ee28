import { findNearest } from "../authored/nearest.ts";

/** A server's own name of a model file, or the one that was most likely meant. */
export type ModelFileMatch = { readonly found: string } | { readonly found: null; readonly nearest: string | null };

/**
 * Finds a model file among those a server lists: exact, else with `/` and `\` taken as equal, else by a base name that only
 * one of them has.
 *
 * @param choices  As the server lists them, e.g. `sdxl\base.safetensors` on Windows; what is found is in this spelling.
 * @param file     As the record names it, e.g. `sdxl/base.safetensors`.
 * Source: SPEC.md W50-W51.
 */
export function findModelFile(choices: readonly string[], file: string): ModelFileMatch {
  if (choices.includes(file)) return { found: file };
  const samePath = choices.find((choice) => withSlashes(choice) === withSlashes(file));
  if (samePath !== undefined) return { found: samePath };
  const [sameName, another] = choices.filter((choice) => baseName(choice) === baseName(file));
  if (sameName !== undefined && another === undefined) return { found: sameName };
  return { found: null, nearest: findNearestFile(choices, file) ?? null };
}

/** By name without folder and ending, which nearly all files share; else one whose name begins the same, e.g. `base` and `base_v2`. */
function findNearestFile(choices: readonly string[], file: string): string | undefined {
  const byStem = new Map(choices.toReversed().map((choice) => [stemOf(choice), choice]));
  const stem = stemOf(file);
  const stems = [...byStem.keys()].toReversed();
  const near = findNearest(stem, stems) ?? stems.find((each) => each !== "" && (each.startsWith(stem) || stem.startsWith(each)));
  return near === undefined ? undefined : byStem.get(near);
}

function withSlashes(path: string): string {
  return path.replaceAll("\\", "/");
}

function baseName(path: string): string {
  return withSlashes(path).split("/").at(-1) ?? path;
}

function stemOf(path: string): string {
  return baseName(path).replace(/\.[a-z0-9]+$/i, "");
}
