import { z } from "zod";
import { OverruledNeed } from "./overruled-need.ts";
import { InstalledPackage, StartupHook } from "./package-set.ts";

/**
 * `generations/<n>/manifest.json`, written last: a folder without it is not a generation, and nothing may point there.
 *
 * Source: contracts, section 9.
 */
export const GenerationManifest = z.strictObject({
  format: z.literal("touchstone.generation/1").describe("Form of this file"),
  number: z.int().min(1).describe("Its number, which is never used again"),
  createdAtMs: z.int().min(0).describe("When it was complete, in ms since 1970"),
  base: z.int().min(1).nullable().describe("The generation that it was derived from; null for the first"),
  txid: z.string().nullable().describe("The transaction that built it; null where none did"),
  reason: z.string().describe("Why it was built, e.g. `add my-node`"),
  envId: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe("Identity: truth, Python version, platform and node code"),
  python: z
    .strictObject({ version: z.string(), implementation: z.string(), platform: z.string() })
    .describe("The Python that it runs on, e.g. 3.11.7, CPython, linux-x86_64"),
  uvVersion: z.string().describe("The uv that resolved and installed it"),
  comfyui: z
    .strictObject({ dir: z.string(), commit: z.string().nullable(), version: z.string().nullable() })
    .describe("The ComfyUI that it was observed with; null where it says nothing of itself"),
  files: z.record(z.string(), z.string()).describe("Digest of each truth file: pyproject.toml, uv.lock, nodes.json, paths.yaml"),
  packages: z.array(InstalledPackage).describe("What is installed, sorted by name"),
  startupHooks: z.array(StartupHook).describe("What runs by itself, sorted by kind and name"),
  overruled: z.array(OverruledNeed).default([]).describe("What packages ask for and an override keeps from them, sorted"),
});
export type GenerationManifest = z.infer<typeof GenerationManifest>;
