import { byKey } from "../../canonical/order.ts";
import { classifyLine } from "./classify-line.ts";
import { type LogicalLine, logicalLines } from "./logical-lines.ts";
import { MAX_REQUIREMENT_CHARS } from "./parse-requirement.ts";
import type { RefusedLine, Requirement } from "./requirement.ts";

/** What files say of needs: what is taken over, sorted by name and text, and what is not, in the order of the lines. */
export interface ReadNeeds {
  readonly requirements: readonly Requirement[];
  readonly refused: readonly RefusedLine[];
}

/** A pack with more lines than this is none that a person wrote. Guess. */
const MAX_LINES = 2000;
/** What is shown of a line that is too long to be one. */
const SHOWN_CHARS = 200;

/** Nothing was approved. */
const NONE: ReadonlySet<string> = new Set();

/**
 * Reads a `requirements.txt` without running or following anything. Rules: EQ5 to EQ9.
 *
 * @param allowedUrls  Lines with an address that a person approved, letter by letter.
 */
export function readRequirements(
  { file, text }: { readonly file: string; readonly text: string },
  allowedUrls: ReadonlySet<string> = NONE,
): ReadNeeds {
  return readLines(file, logicalLines(text), allowedUrls);
}

/** Reads lines that were found in a file. */
export function readLines(file: string, lines: readonly LogicalLine[], allowedUrls: ReadonlySet<string>): ReadNeeds {
  const requirements = new Map<string, Requirement>();
  const refused: RefusedLine[] = [];
  for (const { text, line, column } of lines.slice(0, MAX_LINES)) {
    const meaning = classifyLine(text, allowedUrls);
    if (meaning.kind === "refused") {
      refused.push({ text: shown(text), reason: meaning.reason, place: { file, line, column } });
    } else if (!requirements.has(meaning.text)) {
      requirements.set(meaning.text, { name: meaning.name, text: meaning.text, place: { file, line } });
    }
  }
  const over = lines[MAX_LINES];
  if (over !== undefined) {
    const text = `more than ${MAX_LINES} lines`;
    refused.push({ text, reason: "syntax", place: { file, line: over.line, column: over.column } });
  }
  return { requirements: [...requirements.values()].toSorted(byKey(({ name, text }) => `${name} ${text}`)), refused };
}

function shown(text: string): string {
  return text.length > MAX_REQUIREMENT_CHARS ? `${text.slice(0, SHOWN_CHARS)}…` : text;
}
