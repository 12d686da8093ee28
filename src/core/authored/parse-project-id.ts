import { z } from "zod";
import { Slug } from "../assets/records/fields.ts";
import { parseAuthored } from "./parse.ts";
import type { ParsedFile } from "./parse-tree.ts";
import type { AuthoredSource } from "./read-source.ts";

const Identified = z.looseObject({ id: Slug });

/**
 * Parses the id of a project and nothing else of its file: what was stored can be read and proved while a policy is misspelt.
 *
 * @returns `invalid` when the file cannot be read as YAML, or has no valid `id`.
 * Codes: those of `parseAuthored`. Source: SPEC.md A48.
 */
export function parseProjectId(source: AuthoredSource): ParsedFile<{ readonly id: string }> {
  return parseAuthored(source, Identified);
}
