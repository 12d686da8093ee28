import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../../adapters/files/file-error.ts";
import { writeRecord } from "../../../adapters/generations/records.ts";
import { readHead } from "../../../adapters/git/read-head.ts";
import { digestBytes } from "../../../core/canonical/digest.ts";
import type { GenerationManifest } from "../../../core/env/generation/manifest.ts";
import { envIdOf } from "../../../core/env/truth/env-id.ts";
import type { BuildSite } from "./build-site.ts";
import { comfyuiDirOf } from "../comfyui-dir.ts";
import type { Installed } from "./install-generation.ts";
import type { Tried } from "./try-generation.ts";

/** Files of a generation whose digests its manifest holds. */
const SEALED_FILES = ["nodes.json", "paths.yaml", "pyproject.toml", "uv.lock"] as const;

type SealedTexts = Readonly<Record<(typeof SEALED_FILES)[number], string>>;

/**
 * Says last that a generation is one: all else of it is durable.
 *
 * @throws TouchstoneError DISK_FULL, DISK_FAILED.
 */
export async function sealBuilt(
  site: BuildSite,
  built: Omit<Installed, "kind"> & Omit<Tried, "kind">,
): Promise<GenerationManifest> {
  site.tell("checking", site.request.nodeId);
  const manifest = await composeManifest(site, built, await readSealed(site.dir));
  await writeRecord(join(site.dir, "manifest.json"), manifest);
  return manifest;
}

async function readSealed(dir: string): Promise<SealedTexts> {
  const texts = SEALED_FILES.map(async (name) => [name, await readFile(join(dir, name), "utf8")] as const);
  const read = await Promise.all(texts).catch((error: unknown) => {
    throw fileError(error, dir);
  });
  return Object.fromEntries(read) as SealedTexts;
}

async function composeManifest(
  { studio, home, config, request, tools }: BuildSite,
  {
    venv,
    python: { version, implementation },
    overruled,
    observed,
  }: Pick<Installed, "venv" | "python" | "overruled"> & Pick<Tried, "observed">,
  texts: SealedTexts,
): Promise<GenerationManifest> {
  const python = { version, implementation, platform: tools.python.platform };
  const comfyui = comfyuiDirOf(home, config);
  return {
    format: "touchstone.generation/1",
    number: request.number,
    createdAtMs: studio.nowMs(),
    base: request.base,
    txid: request.txid,
    reason: request.reason,
    envId: envIdOf({
      pyproject: texts["pyproject.toml"],
      lock: texts["uv.lock"],
      nodes: request.nodes.map(({ record }) => record),
      python,
    }),
    python,
    uvVersion: tools.uv.version,
    comfyui: { dir: comfyui, commit: await readHead(comfyui), version: observed?.comfyuiVersion ?? null },
    files: Object.fromEntries(SEALED_FILES.map((name) => [name, digestBytes(Buffer.from(texts[name]))])),
    packages: venv.packages,
    startupHooks: venv.hooks,
    overruled: [...overruled],
  };
}
