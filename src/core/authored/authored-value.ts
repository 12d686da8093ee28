import type { z } from "zod";
import { canonicaliseKeys, fromSnakeCase } from "./canonical-keys.ts";
import { type AuthoredSource, readSource } from "./read-source.ts";
import { limitsOf } from "./limits.ts";
import { RECORD_SCHEMAS, type RecordKind } from "./record-kinds.ts";
import { shapeOf } from "./schema-shape.ts";
import { toValue } from "./source-tree.ts";

/** What a file says, as its author meant it. */
export interface AuthoredValue {
  /** In our spelling, without the defaults that a record gets: what a form shows as filled in. */
  readonly value: unknown;
  /** Whether the file uses spellings of the seeds: an edit by our keys would miss those. */
  readonly hasForeignSpelling: boolean;
}

/** Reads what a file says, valid or not; undefined when it cannot be read as YAML or JSON. */
export function readAuthoredValue(source: AuthoredSource, kind: RecordKind): AuthoredValue | undefined {
  const reading = readSource(source, limitsOf(kind));
  if (reading.kind === "unreadable") return undefined;
  const schema = RECORD_SCHEMAS[kind] as z.ZodType;
  const canonical = canonicaliseKeys(reading.root, { shape: shapeOf(schema), kind, locate: reading.locate });
  const hasForeignSpelling = canonical.rewrites.some(({ from, to }) => fromSnakeCase(from) !== to);
  return { value: toValue(canonical.root), hasForeignSpelling };
}
