import { createHash } from "node:crypto";
import { drawPicture } from "./draw-picture.ts";
import type { SignedGraph } from "./graph.ts";
import type { FileRef, UiOutput } from "./history.ts";
import type { Host } from "./options.ts";
import { NodeFailure } from "./node-failure.ts";
import { pictureOf } from "./picture.ts";
import { readAnnotated } from "./file-names.ts";
import { encodePng } from "./png-file.ts";
import { isObject, pythonText, writePythonJson, type PythonObject } from "./python-json.ts";

/** What saving takes besides the server. */
export interface Saving {
  readonly graph: SignedGraph;
  readonly extraData: PythonObject;
  readonly tempName: string;
}

/** Draws and writes the images of a SaveImage or PreviewImage; what it reports of them. */
export function saveImages(host: Host, saving: Saving, id: string): UiOutput {
  const { graph, tempName } = saving;
  const isPreview = graph.classOf(id) === "PreviewImage";
  const picture = pictureOf({ graph, readImage: (name) => readAnnotated(host.files, name) }, id);
  const type = isPreview ? "temp" : "output";
  const prefix = isPreview ? `ComfyUI_temp_${tempName}` : pythonText(graph.inputsOf(id)["filename_prefix"]);
  const { subfolder, stem } = splitPrefix(fillTokens(prefix, picture, host.clock.nowMs()));
  const texts = host.switches.noMetadata ? [] : metadataOf(host, saving);
  const images: FileRef[] = [];
  for (let index = 0; index < picture.batch; index++) {
    const filename = nextName(host, { type, subfolder, stem });
    host.files.write([type, subfolder, filename].filter(Boolean).join("/"), encodePng(drawPicture(picture, index), texts));
    images.push({ filename, subfolder, type });
  }
  return { images };
}

function fillTokens(prefix: string, { width, height }: { width: number; height: number }, nowMs: number): string {
  const now = new Date(nowMs).toISOString();
  const tokens: Record<string, string> = {
    width: String(width),
    height: String(height),
    year: now.slice(0, 4),
    month: now.slice(5, 7),
    day: now.slice(8, 10),
    hour: now.slice(11, 13),
    minute: now.slice(14, 16),
    second: now.slice(17, 19),
  };
  return prefix.replace(/%(\w+)%/g, (token, name: string) => tokens[name] ?? token);
}

function splitPrefix(prefix: string): { subfolder: string; stem: string } {
  const parts = prefix.split(/[\\/]/);
  if (prefix.startsWith("/") || parts.includes("..")) {
    throw new NodeFailure("Exception", "Saving image outside the output folder is not allowed.");
  }
  return { subfolder: parts.slice(0, -1).join("/"), stem: parts.at(-1) ?? "" };
}

/** One more than the highest counter in the folder. */
function nextName(host: Host, { type, subfolder, stem }: { type: string; subfolder: string; stem: string }): string {
  const folder = [type, subfolder].filter(Boolean).join("/");
  const counters = host.files
    .list(folder)
    .map((name) => (name.startsWith(`${stem}_`) ? /^(\d+)_/.exec(name.slice(stem.length + 1)) : null));
  const highest = Math.max(0, ...counters.map((match) => Number(match?.[1] ?? 0)));
  return `${stem}_${String(highest + 1).padStart(5, "0")}_.png`;
}

/** tEXt `prompt`: the graph as it ran, with what LoadImage found; then one per key of `extra_pnginfo`. */
function metadataOf(host: Host, { graph, extraData }: Saving): [string, string][] {
  const nodes = Object.entries(graph.graph).map(([id, node], index) => {
    const changed = graph.changedOf(id);
    const isNan = host.switches.nanInMetadata && index === 0;
    return [id, { ...(node as PythonObject), is_changed: isNan ? [Number.NaN] : changed === null ? undefined : [changed] }];
  });
  const extra = isObject(extraData["extra_pnginfo"]) ? Object.entries(extraData["extra_pnginfo"]) : [];
  return [
    ["prompt", writePythonJson(Object.fromEntries(nodes))],
    ...extra.map(([key, value]): [string, string] => [key, writePythonJson(value)]),
  ];
}

/** Five letters that differ between processes. */
export function tempNameOf(seed: string, life: number): string {
  const digest = createHash("sha256").update(`${seed}/${life}`).digest();
  return Array.from(digest.subarray(0, 5), (byte) => String.fromCharCode(97 + (byte % 26))).join("");
}
