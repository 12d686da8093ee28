import { join } from "node:path";
import { digestText } from "../../core/canonical/digest.ts";
import { GenerationManifest } from "../../core/env/generation/manifest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { damaged, readRecord, readText } from "./records.ts";

interface GenerationsHome {
  /** The folder that holds them, one folder each. */
  readonly generations: string;
}

/** A generation: its manifest, and its truth files word for word. */
export interface LoadedGeneration {
  readonly manifest: GenerationManifest;
  readonly pyproject: string;
  readonly lock: string;
  readonly nodes: string;
}

/**
 * A generation's manifest; null for a folder without one, which is no generation, and where there is no folder.
 *
 * @throws TouchstoneError ENV_DAMAGED.
 */
export async function readGenerationManifest(
  { generations }: GenerationsHome,
  number: number,
): Promise<GenerationManifest | null> {
  const path = join(generations, String(number), "manifest.json");
  const manifest = await readRecord(path, GenerationManifest);
  if (manifest !== null && manifest.number !== number) throw damaged(path, `it is about generation ${manifest.number}`);
  return manifest;
}

/**
 * A whole generation, its files proved by the digests of its manifest.
 *
 * @throws TouchstoneError SNAPSHOT_NOT_FOUND where it is gone or was never complete; ENV_DAMAGED naming the file.
 */
export async function loadGeneration(home: GenerationsHome, number: number): Promise<LoadedGeneration> {
  const manifest = await readGenerationManifest(home, number);
  if (manifest === null) {
    throw new TouchstoneError("SNAPSHOT_NOT_FOUND", `there is no generation ${number}`, {
      hint: "List what there is with `touchstone env status`; see docs/guides/environment.md#rollback",
    });
  }
  const dir = join(home.generations, String(number));
  const texts: Record<string, string> = {};
  for (const [name, digest] of Object.entries(manifest.files)) texts[name] = await readProved(join(dir, name), digest);
  const { "pyproject.toml": pyproject, "uv.lock": lock, "nodes.json": nodes } = texts;
  if (pyproject === undefined || lock === undefined || nodes === undefined) {
    throw damaged(join(dir, "manifest.json"), "it does not name all truth files");
  }
  return { manifest, pyproject, lock, nodes };
}

async function readProved(path: string, digest: string): Promise<string> {
  const text = await readText(path);
  if (text === null) throw damaged(path, "it is missing");
  if (digestText(text) !== digest) throw damaged(path, "it is not what was sealed");
  return text;
}
