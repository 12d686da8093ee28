import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { PACKS_FOLDER } from "../../../adapters/generations/list-edits.ts";
import { pathsYaml } from "../../../core/env/observation/paths-yaml.ts";
import { renderNodesFile } from "../../../core/env/truth/nodes-file.ts";
import { renderPyproject } from "../../../core/env/truth/render-pyproject.ts";
import type { BuildSite } from "./build-site.ts";
import { comfyuiDirOf } from "../comfyui-dir.ts";

/**
 * Writes what a generation declares. Nothing is synced here: sealing does that, once, before the manifest.
 *
 * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY.
 */
export async function writeTruth({ dir, home, config, request }: BuildSite): Promise<void> {
  const files = {
    "pyproject.toml": renderPyproject(request.truth),
    "nodes.json": renderNodesFile(request.nodes.map(({ record }) => record)),
    "paths.yaml": pathsYaml(comfyuiDirOf(home, config)),
    ...givenLock(request.mode),
  };
  try {
    await mkdir(join(dir, PACKS_FOLDER));
    await Promise.all(Object.entries(files).map(async ([name, text]) => await writeFile(join(dir, name), text)));
  } catch (error) {
    throw fileError(error, dir);
  }
}

/** The lock to keep, or to keep versions of where they fit. */
function givenLock(mode: BuildSite["request"]["mode"]): Readonly<Record<string, string>> {
  const text = mode.kind === "locked" ? mode.lockText : mode.preferLock;
  return text === null ? {} : { "uv.lock": text };
}
