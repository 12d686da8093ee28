import type { z } from "zod";
import { limitsOf } from "./limits.ts";
import { type ParsedFile, parseTree } from "./parse-tree.ts";
import { limitProblems } from "./problem-order.ts";
import { readSource, type AuthoredSource } from "./read-source.ts";
import { findRecordKind } from "./record-kinds.ts";

/**
 * Parses one authored file, YAML or JSON, strictly.
 *
 * Accepted besides our camelCase: the snake_case spelling of any key the schema names, and for the schemas of
 * authored records the seeds' spellings (`seed-spellings.ts`). Everything else unknown is a problem with the nearest right name.
 *
 * @returns `invalid` with up to 100 problems sorted by place; a file that cannot be read as YAML reports that alone.
 *
 * Codes: INPUT_INVALID, FILE_SYNTAX, FILE_TOO_LARGE, FILE_ENCODING. Pure; never throws on any text. Source: SPEC.md A1-A16.
 */
export function parseAuthored<T>(source: AuthoredSource, schema: z.ZodType<T>): ParsedFile<T> {
  const kind = findRecordKind(schema);
  const reading = readSource(source, limitsOf(kind));
  if (reading.kind === "unreadable") return { kind: "invalid", problems: limitProblems(reading.problems) };

  const parsed = parseTree(reading, schema, kind);
  return parsed.kind === "parsed" ? { ...parsed, warnings: reading.warnings } : parsed;
}
