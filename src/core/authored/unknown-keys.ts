import type { z } from "zod";
import type { Problem } from "../errors.ts";
import type { IssueContext } from "./issue-context.ts";
import { findNearest } from "./nearest.ts";
import { quoteForMessage } from "./quote.ts";
import { knownKeys, shapesAtPath } from "./schema-shape.ts";
import { findSpelling, MOVED_KEYS } from "./seed-spellings.ts";
import { findChild, spanOfKey, walkPath } from "./source-tree.ts";
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
  const known = knownKeys(shapesAtPath(context.shape, path));
  const free = known.filter((key) => findChild(node, key) === undefined);
  const owner = path.length === 0 ? "" : ` of ${nameOf(path)}`;
  return issue.keys.map((key) => {
    const moved = findSpelling(MOVED_KEYS, { kind: context.kind, at: path, from: key });
    const nearest = moved === undefined ? findNearest(key, free) : undefined;
    if (nearest !== undefined) suggested.add(formatPath([...path, nearest]));
    const question = nearest === undefined ? "" : `: did you mean \`${nearest}\`?`;
    return {
      code: "INPUT_INVALID",
      message: `\`${quoteForMessage(key)}\` is not a key${owner}${question}`,
      place: context.locate(spanOfKey(context.root, [...path, key]).start),
      hint: moved?.hint ?? (known.length === 0 ? "Remove it" : `Use one of ${listNames(known)}`),
    };
  });
}
