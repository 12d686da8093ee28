import { readFileSync } from "node:fs";
import type { FileShelf } from "./file-shelf.ts";
import { withChoices, type NodeInfo, type ObjectInfo } from "./node-info.ts";
import { parsePythonJson } from "./python-json.ts";
import { CUSTOM_OBJECT_INFO, SMALL_OBJECT_INFO } from "./small-object-info.ts";

/** Model files of a server, by the names of its folders below `models`. */
export interface ModelFolders {
  readonly checkpoints: readonly string[];
  readonly loras: readonly string[];
  readonly vae: readonly string[];
  readonly background_removal: readonly string[];
}

/** Which input lists which folder. */
const LISTED: readonly (readonly [className: string, input: string, folder: keyof ModelFolders])[] = [
  ["CheckpointLoaderSimple", "ckpt_name", "checkpoints"],
  ["LoraLoader", "lora_name", "loras"],
  ["LoraLoaderModelOnly", "lora_name", "loras"],
  ["VAELoader", "vae_name", "vae"],
  ["LoadBackgroundRemovalModel", "bg_removal_name", "background_removal"],
];

/** @param objectInfoPath  A recorded `/object_info`, or null for the small one. */
export function loadObjectInfo(objectInfoPath: string | null, hasCustomNodes: boolean): ObjectInfo {
  const core = objectInfoPath === null ? SMALL_OBJECT_INFO : readRecorded(objectInfoPath);
  return hasCustomNodes ? { ...core, ...CUSTOM_OBJECT_INFO } : core;
}

const recorded = new Map<string, ObjectInfo>();

/** A recording is a constant, and large: read once per process. */
function readRecorded(path: string): ObjectInfo {
  const known = recorded.get(path) ?? (parsePythonJson(readFileSync(path, "utf8")) as unknown as ObjectInfo);
  recorded.set(path, known);
  return known;
}

/** What the server announces now: choices are what its folders hold. */
export function fillChoices(info: ObjectInfo, models: ModelFolders, files: FileShelf): ObjectInfo {
  const filled: Record<string, NodeInfo> = { ...info };
  const fill = (className: string, input: string, choices: readonly string[]) => {
    const node = filled[className];
    const config = node?.input.required?.[input];
    if (node === undefined || config === undefined) return;
    const required = { ...node.input.required, [input]: withChoices(config, [...choices]) };
    filled[className] = { ...node, input: { ...node.input, required } };
  };
  for (const [className, input, folder] of LISTED) fill(className, input, models[folder]);
  // The real list holds only what lies directly in the folder.
  fill(
    "LoadImage",
    "image",
    files.list("input").filter((name) => !name.includes("/")),
  );
  return filled;
}
