import { z } from "zod";

/** Packages whose change is never incidental. Source: the seed's default policy. */
export const CORE_PACKAGES = [
  "torch",
  "torchvision",
  "torchaudio",
  "xformers",
  "triton",
  "onnxruntime",
  "onnxruntime-gpu",
  "numpy",
] as const;

const Words = z.array(z.string().min(1).max(4096)).max(200);

/**
 * `env/config.toml`: what a person decides about the governed environment. Keys have the seed's spelling. A file that is
 * broken, or names a key that is not here, is an error with its place, never a silent default.
 *
 * Source: contracts, section 9.
 */
export const EnvConfig = z.strictObject({
  paths: z
    .strictObject({
      comfyui_dir: z.string().min(1).max(4096).describe("The ComfyUI folder, which holds `main.py`; relative to `env/`"),
    })
    .describe("Where things are"),
  runtime: z
    .strictObject({
      python: z
        .string()
        .max(4096)
        .default("")
        .describe("The Python to build environments with: a version or a path; empty: found"),
    })
    .prefault({})
    .describe("The Python that environments are built with"),
  policy: z
    .strictObject({
      core_packages: Words.default([...CORE_PACKAGES]).describe("Packages that change only with `--approve-core`"),
      git_protocols: z
        .array(z.enum(["https", "ssh", "file"]))
        .max(3)
        .default(["https"])
        .describe("How node packs may be fetched"),
    })
    .prefault({})
    .describe("What asks for a person's word"),
  tx: z
    .strictObject({
      timeout_seconds: z.int().min(1).max(3600).default(120).describe("How long a candidate's ComfyUI is observed, in seconds"),
      smoke_test: Words.default(["python", "-c", "import sys; print(sys.version)"]).describe(
        "Program and arguments that must exit with 0; `python` is the generation's own",
      ),
    })
    .prefault({})
    .describe("How candidates are tried"),
  rollback: z
    .strictObject({
      snapshot_retention: z.int().min(1).max(10_000).default(50).describe("Snapshots that are kept"),
      kept_generations: z
        .int()
        .min(1)
        .max(1000)
        .default(5)
        .describe("Generations kept for an instant rollback, besides what a transaction needs; guess"),
    })
    .prefault({})
    .describe("What is kept to go back to"),
  run: z
    .strictObject({
      port: z.int().min(1).max(65_535).default(8188).describe("Where `env run` serves ComfyUI"),
      extra_args: Words.default([]).describe("Words that every start of ComfyUI gets, e.g. `--cpu`"),
    })
    .prefault({})
    .describe("How ComfyUI is run"),
});
export type EnvConfig = z.infer<typeof EnvConfig>;
