import type { z } from "zod";
import type { Problem } from "../errors.ts";
import { fromSnakeCase } from "./canonical-keys.ts";
import type { IssueContext } from "./issue-context.ts";
import { findNearest } from "./nearest.ts";
import { quoteForMessage } from "./quote.ts";
import { knownKeys, shapesAtPath, shapesFor } from "./schema-shape.ts";
import { findSpelling, MOVED_KEYS } from "./seed-spellings.ts";
import { findChild, walkPath, type MapEntry } from "./source-tree.ts";
import { formatPath, listNames, nameOf, toPath } from "./wording.ts";

/**
 * A problem for each key that the schema does not name: with the nearest free one, or with where the seeds' key went.
 *
 * @param suggested  Receives the paths of the names suggested: they are not missing, but misspelt.
 */
export function describeUnknownKeys(
  issue: z.core.$ZodIssueUnrecognizedKeys,
  { context, suggested }: { context: IssueContext; suggested: Set<string> },
): Problem[] {
  const path = toPath(issue.path);
  const { node } = walkPath(context.root, path);
  const shapes = shapesFor(shapesAtPath(context.shape, path), (key) => {
    const child = findChild(node, key)?.node;
    return child?.kind === "scalar" ? child.value : undefined;
  });
  const known = knownKeys(shapes);
  const free = known.filter((key) => findChild(node, key) === undefined);
  // One map for all keys: looking each up in the tree would take quadratic time in a file full of wrong keys.
  const entries = new Map(node.kind === "map" ? node.entries.map((entry) => [entry.key, entry]) : []);
  const owner = path.length === 0 ? "" : ` of ${nameOf(path)}`;
  return issue.keys.map((key) => {
    const moved = findSpelling(MOVED_KEYS, { kind: context.kind, at: path, from: fromSnakeCase(key) ?? key });
    const nearest = moved === undefined ? findNearest(key, free) : undefined;
    if (nearest !== undefined) suggested.add(formatPath([...path, nearest]));
    const question = nearest === undefined ? "" : `: did you mean \`${nearest}\`?`;
    return {
      code: "INPUT_INVALID",
      message: `\`${quoteForMessage(key)}\` is not a key${owner}${question}`,
      place: context.locate((entries.get(key)?.keySpan ?? node.span).start),
      hint:
        moved?.hint ??
        (isRestOfText(entries.get(key)) ? QUOTE_TEXT : known.length === 0 ? "Remove it" : `Use one of ${listNames(known)}`),
    };
  });
}

const QUOTE_TEXT = "Put the text before it into quotes: inside brackets, a comma ends a text";

/** Words without a value: what a comma cut off the text before, as in `{ text: Go, and come back }`. */
function isRestOfText(entry: MapEntry | undefined): boolean {
  return entry?.key.includes(" ") === true && entry.value.kind === "scalar" && entry.value.value === null;
}
