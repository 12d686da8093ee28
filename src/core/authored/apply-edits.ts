import type { z } from "zod";
import { type Problem, TouchstoneError } from "../errors.ts";
import { readAuthoredValue } from "./authored-value.ts";
import { editAuthored } from "./edit.ts";
import type { Edit } from "./edit-steps.ts";
import { fixAuthored } from "./fix.ts";
import { type AuthoredSource, readSource } from "./read-source.ts";
import { RECORD_SCHEMAS, type RecordKind } from "./record-kinds.ts";

/** A file's text after edits, or why it stays as it is. */
export type Edited =
  | { readonly kind: "edited"; readonly text: string }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

/**
 * Applies edits whose paths are in our spelling to a file of any accepted spelling. A file in the seeds' spelling is
 * rewritten to ours first, or the edits would say a second time what stands there under another name.
 *
 * Codes: those of the reader: the text cannot be read, or could not be read with what is put into it.
 */
export function applyEdits(source: AuthoredSource, kind: RecordKind, edits: readonly Edit[]): Edited {
  const authored = readAuthoredValue(source, kind);
  if (authored === undefined) {
    const reading = readSource(source);
    return { kind: "refused", problems: reading.kind === "unreadable" ? reading.problems : [] };
  }
  const text = authored.hasForeignSpelling ? fixAuthored(source, RECORD_SCHEMAS[kind] as z.ZodType).text : source.text;
  try {
    return { kind: "edited", text: editAuthored(text, edits) };
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    // Where it went wrong is a place in a text that nobody has seen.
    const problems = error.problems.map(({ place: _unseen, ...problem }) => {
      return { ...problem, message: problem.message.replaceAll("`text`", `\`${source.file}\``) };
    });
    return { kind: "refused", problems };
  }
}
