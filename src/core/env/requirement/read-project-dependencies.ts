import { parse, TomlError } from "smol-toml";
import { z } from "zod";
import { createLocator } from "../../authored/locator.ts";
import type { LogicalLine } from "./logical-lines.ts";
import { readLines, type ReadNeeds } from "./read-requirements.ts";
import type { RefusedLine } from "./requirement.ts";

const Project = z.looseObject({
  project: z.looseObject({ dependencies: z.array(z.string()).max(5000).default([]) }).optional(),
});

/** How deep a foreign file may nest. Guess; a real one has no more than four levels. */
const MAX_DEPTH = 50;

/**
 * Reads `[project].dependencies` of a `pyproject.toml`. A file that is no TOML, or has something else there, is one refused line.
 * Rule: EQ10.
 */
export function readProjectDependencies(
  { file, text }: { readonly file: string; readonly text: string },
  allowedUrls: ReadonlySet<string>,
): ReadNeeds {
  const source = text.replace(/^\uFEFF/, "");
  const read = parseProject(source);
  if ("line" in read) return { requirements: [], refused: [refusedAt(file, read)] };
  const dependencies = Project.safeParse(read.value);
  if (!dependencies.success) return { requirements: [], refused: [refusedAt(file, placeOfList(source))] };
  return readLines(file, findLines(source, dependencies.data.project?.dependencies ?? []), allowedUrls);
}

function parseProject(text: string): { readonly value: unknown } | { readonly line: number; readonly column: number } {
  try {
    return { value: parse(text, { maxDepth: MAX_DEPTH, unsafeKeyBehaviour: "throw" }) };
  } catch (error) {
    if (error instanceof TomlError) return { line: error.line, column: error.column };
    throw error;
  }
}

function refusedAt(file: string, { line, column }: { readonly line: number; readonly column: number }): RefusedLine {
  return { text: "not a list of requirements in TOML", reason: "syntax", place: { file, line, column } };
}

function placeOfList(text: string): { readonly line: number; readonly column: number } {
  return createLocator("", text)(Math.max(0, startOfList(text)));
}

function startOfList(text: string): number {
  return text.search(/^[ \t]*dependencies[ \t]*=/m);
}

/** Gives each text the place of its quotes: the next one that holds it, or, where it is written with escapes, the list's. */
function findLines(source: string, texts: readonly string[]): readonly LogicalLine[] {
  const locate = createLocator("", source);
  let at = Math.max(0, startOfList(source));
  return texts.map((text) => {
    const found = source.indexOf(text, at);
    const { line, column } = locate(found === -1 ? at : found);
    if (found !== -1) at = found + text.length;
    return { text: text.trim(), line, column };
  });
}
