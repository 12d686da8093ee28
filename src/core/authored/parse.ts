import type { z } from "zod";
import type { Place, Problem } from "../errors.ts";
import { canonicaliseKeys } from "./canonical-keys.ts";
import { describeIssues } from "./issue-problems.ts";
import { LIMITS } from "./limits.ts";
import { sortProblems } from "./problem-order.ts";
import { readSource, type AuthoredSource } from "./read-source.ts";
import { findRecordKind } from "./record-kinds.ts";
import { shapeOf } from "./schema-shape.ts";
import { spanOfKey, spanOfPath, toValue, type Path } from "./source-tree.ts";

/**
 * The place of a part of a record in our spelling, e.g. of `["output", "states", 2]`.
 * A part that is not written has the place of the nearest part around it.
 */
export type PlaceOf = (path: Path, part?: "key" | "value") => Place;

/** A record with the places of its parts, or every problem of its file, in order of place. */
export type ParsedFile<T> =
  | {
      readonly kind: "parsed";
      readonly value: T;
      readonly warnings: readonly Problem[];
      readonly placeOf: PlaceOf;
    }
  | { readonly kind: "invalid"; readonly problems: readonly Problem[] };

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
  const reading = readSource(source);
  if (reading.kind === "unreadable") return { kind: "invalid", problems: limitProblems(reading.problems) };

  const shape = shapeOf(schema);
  const kind = findRecordKind(schema);
  const { locate } = reading;
  const canonical = canonicaliseKeys(reading.root, { shape, kind, locate });
  const { root } = canonical;
  const result = schema.safeParse(toValue(root));
  const found = result.success ? [] : describeIssues(result.error.issues, { root, shape, kind, locate });
  const problems = [...canonical.problems, ...found];
  if (!result.success || problems.length > 0) return { kind: "invalid", problems: limitProblems(problems) };
  return {
    kind: "parsed",
    value: result.data,
    warnings: reading.warnings,
    placeOf: (path, part) => locate((part === "key" ? spanOfKey(root, path) : spanOfPath(root, path)).start),
  };
}

/** The first problems by place; the last entry counts what is left out. */
function limitProblems(problems: readonly Problem[]): Problem[] {
  const sorted = sortProblems(problems);
  if (sorted.length <= LIMITS.maxProblems) return sorted;
  const shown = sorted.slice(0, LIMITS.maxProblems);
  const place = shown.at(-1)?.place;
  const message = `${sorted.length - shown.length} more problems follow in this file`;
  return [...shown, { code: "INPUT_INVALID", message, ...(place === undefined ? {} : { place }) }];
}
