import { z } from "zod";

/** A path inside of a bundle: no empty part, no `.` or `..`, no backslash, no control character. Rule: EB4. */
const INNER_PATH = /^(?!\.{1,2}(?:\/|$))[^\\/\p{Cc}]+(?:\/(?!\.{1,2}(?:\/|$))[^\\/\p{Cc}]+)*$/u;
/** Guess: node packs bring some thousand files together; ten times as many are no node packs. */
const MAX_FILES = 200_000;

/**
 * `bundle.json` of an exported environment: what it was, and a digest of every file that lies beside it. Its truth files are
 * `pyproject.toml`, `uv.lock` and `nodes.json`, the code of node packs lies in `custom_nodes/<id>/`, and `freeze.txt` lists
 * what was installed, for people and scanners.
 */
export const Bundle = z.strictObject({
  format: z.literal("touchstone.env-bundle/1").describe("Form of this file"),
  createdAtMs: z.int().min(0).describe("When it was written, in ms since 1970"),
  touchstone: z.string().describe("The Touchstone that wrote it"),
  generation: z.int().min(1).describe("The generation that it was"),
  envId: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe("That generation's identity"),
  python: z
    .strictObject({ version: z.string(), implementation: z.string(), platform: z.string() })
    .describe("The Python that it ran on"),
  uvVersion: z.string().describe("The uv that resolved it"),
  comfyui: z
    .strictObject({ commit: z.string().nullable(), version: z.string().nullable() })
    .describe("The ComfyUI that it was watched with"),
  files: z
    .record(z.string().regex(INNER_PATH), z.string().regex(/^(?:file|executable|link) sha256:[0-9a-f]{64}$/))
    .refine((files) => Object.keys(files).length <= MAX_FILES, { message: `holds more than ${MAX_FILES} files` })
    .describe("What each file of it but this one is, and the digest of its content or of where it leads, by its path"),
});
export type Bundle = z.infer<typeof Bundle>;

/** The file that says what a bundle holds. */
export const BUNDLE_FILE = "bundle.json";
