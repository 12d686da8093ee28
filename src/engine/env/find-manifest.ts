import { readGenerationManifest } from "../../adapters/generations/load-generation.ts";
import type { GenerationManifest } from "../../core/env/generation/manifest.ts";
import { TouchstoneError } from "../../core/errors.ts";
import type { EnvHome } from "./env-home.ts";

/**
 * What a generation says of itself; null also where that is damaged. For whoever leaves a generation, or only lists it: damage of
 * production must not stand in the way of going back from it. Whoever goes to one reads it with `readGenerationManifest`.
 *
 * @throws TouchstoneError DISK_FAILED, READ_ONLY.
 */
export async function findManifest(home: EnvHome, number: number): Promise<GenerationManifest | null> {
  try {
    return await readGenerationManifest(home, number);
  } catch (error) {
    if (error instanceof TouchstoneError && error.code === "ENV_DAMAGED") return null;
    throw error;
  }
}
