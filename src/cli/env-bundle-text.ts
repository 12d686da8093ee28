import type { ExportAnswer } from "../engine/env/bundle/export-env.ts";
import type { ImportAnswer } from "../engine/env/bundle/import-env.ts";
import { nextLine, tableOf } from "./env-node-text.ts";
import { shortId, someOf } from "./env-words.ts";
import type { Paint } from "./paint.ts";
import { counted } from "./words.ts";

const MIB = 1024 * 1024;
/** Node packs that are named. */
const NAMED = 12;

export function exportText({ dir, generation, envId, files, bytes }: ExportAnswer, paint: Paint): string {
  const size = bytes < MIB ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / MIB).toFixed(1)} MiB`;
  return [
    `${paint.good("✓")} generation ${paint.bold(String(generation))} is exported: ${counted(files, "file")}, ${size}`,
    tableOf(
      [
        ["folder", dir],
        ["identity", shortId(envId)],
      ],
      paint,
    ),
    nextLine("touchstone env import BUNDLE --comfyui-dir DIR, in a project on another machine", paint),
  ].join("\n");
}

export function importText({ generation, envId, isSame, nodes, packages, snapshot }: ImportAnswer, paint: Paint): string {
  const identity = isSame ? "the one that was exported" : "not the one that was exported: Python or its platform differs";
  return [
    `${paint.good("✓")} generation ${paint.bold(String(generation))} is production: ${counted(packages, "package")}`,
    tableOf(
      [
        ["node packs", nodes.length === 0 ? "none" : someOf(nodes, NAMED)],
        ["identity", `${shortId(envId)}, ${identity}`],
        ["snapshot", snapshot],
      ],
      paint,
    ),
    nextLine("touchstone env run --detach", paint),
  ].join("\n");
}
