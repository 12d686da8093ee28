import type { z } from "zod";
import type { Place, Problem } from "../errors.ts";
import { canonicaliseKeys } from "./canonical-keys.ts";
import { describeIssues } from "./issue-problems.ts";
import type { Locator } from "./locator.ts";
import { limitProblems } from "./problem-order.ts";
import type { SpelledKind } from "./record-kinds.ts";
import { shapeOf } from "./schema-shape.ts";
import { spanOfKey, spanOfPath, toValue, type Path, type SourceNode } from "./source-tree.ts";

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
 * Parses what stands at one node of a file that was read, as `parseAuthored` does with a whole file.
 *
 * @param kind  Whose spellings of the seeds are accepted; undefined for none.
 */
export function parseTree<T>({ root, locate }: TreePart, schema: z.ZodType<T>, kind: SpelledKind | undefined): ParsedFile<T> {
  const shape = shapeOf(schema);
  const canonical = canonicaliseKeys(root, { shape, kind, locate });
  const result = schema.safeParse(toValue(canonical.root));
  const found = result.success ? [] : describeIssues(result.error.issues, { root: canonical.root, shape, kind, locate });
  const problems = [...canonical.problems, ...found];
  if (!result.success || problems.length > 0) return { kind: "invalid", problems: limitProblems(problems) };
  const spanOf = { key: spanOfKey, value: spanOfPath };
  return {
    kind: "parsed",
    value: result.data,
    warnings: [],
    placeOf: (path, part = "value") => locate(spanOf[part](canonical.root, path).start),
  };
}

/** A node of a file, and where its file's lines are. */
interface TreePart {
  readonly root: SourceNode;
  readonly locate: Locator;
}
