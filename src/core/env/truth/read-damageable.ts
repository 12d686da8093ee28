import type { z } from "zod";
import { describeIssues } from "../../authored/issue-problems.ts";
import { SCENE_LIMITS } from "../../authored/limits.ts";
import { readSource } from "../../authored/read-source.ts";
import { shapeOf } from "../../authored/schema-shape.ts";
import { toValue } from "../../authored/source-tree.ts";
import { type Problem, TouchstoneError } from "../../errors.ts";
import { readToml, type TomlSource } from "../toml-tree.ts";

const HINT = "Go back to a snapshot, or put the file back as it was; see docs/guides/environment.md#damaged";

interface TextFile {
  readonly file: string;
  readonly text: string;
}

/**
 * Reads a TOML file that only programs write. Rule: ET6.
 *
 * @throws TouchstoneError ENV_DAMAGED naming the file and the first thing that is wrong, with its place.
 */
export function readDamageableToml<T extends z.ZodType>(source: TextFile, schema: T): z.output<T> {
  return checked(source.file, readToml(source, { code: "ENV_DAMAGED", hint: HINT }), schema);
}

/**
 * The same of a JSON file.
 *
 * @throws TouchstoneError ENV_DAMAGED.
 */
export function readDamageableJson<T extends z.ZodType>(source: TextFile, schema: T): z.output<T> {
  const read = readSource(source, SCENE_LIMITS);
  if (read.kind === "unreadable") throw damaged(source.file, read.problems[0]);
  return checked(source.file, { value: toValue(read.root), root: read.root, locate: read.locate }, schema);
}

function checked<T extends z.ZodType>(file: string, { value, root, locate }: TomlSource, schema: T): z.output<T> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw damaged(file, describeIssues(read.error.issues, { root, shape: shapeOf(schema), kind: undefined, locate })[0]);
}

/** A file of the environment that is not as it was written. */
export function damaged(file: string, problem: Problem | undefined): TouchstoneError {
  return new TouchstoneError("ENV_DAMAGED", `${file} is damaged: ${problem?.message ?? "it cannot be read"}`, {
    hint: HINT,
    place: problem?.place,
  });
}
