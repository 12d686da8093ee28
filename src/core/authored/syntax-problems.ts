import type { YAMLParseError } from "yaml";
import type { Problem } from "../errors.ts";
import type { SourceLimits } from "./limits.ts";
import type { Locator } from "./locator.ts";
import { quoteForMessage } from "./quote.ts";
import type { Refusal } from "./scan-tokens.ts";

/** A problem for a text that was not read to its end. */
export function describeRefusal(refusal: Refusal, locate: Locator, limits: SourceLimits): Problem {
  const place = locate(refusal.offset);
  const { code, says, hint } = REFUSALS[refusal.reason];
  return { code, message: says({ file: place.file, source: quoteForMessage(refusal.source), limits }), place, hint };
}

interface RefusalWords {
  readonly code: "FILE_TOO_LARGE" | "FILE_SYNTAX";
  readonly says: (found: { readonly file: string; readonly source: string; readonly limits: SourceLimits }) => string;
  readonly hint: string;
}

const REFUSALS: Record<Refusal["reason"], RefusalWords> = {
  depth: {
    code: "FILE_TOO_LARGE",
    says: ({ file, limits }) => `\`${file}\` nests deeper than ${limits.maxDepth} levels`,
    hint: "Flatten the file: no record needs more than ten levels",
  },
  nodes: {
    code: "FILE_TOO_LARGE",
    says: ({ file, limits }) => `\`${file}\` holds more than ${limits.maxNodes} values, aliases counted as what they stand for`,
    hint: "Split the file, or write fewer aliases",
  },
  tokens: {
    code: "FILE_TOO_LARGE",
    says: ({ file, limits }) => `\`${file}\` holds more than ${limits.maxTokens} lines and signs`,
    hint: "Split the file, or remove comments and empty lines",
  },
  tag: {
    code: "FILE_SYNTAX",
    says: ({ source }) => `the YAML tag \`${source}\` is not accepted`,
    hint: "Remove the tag, or quote the value if it starts with `!`",
  },
  directive: {
    code: "FILE_SYNTAX",
    says: ({ source }) => `the YAML directive \`${source}\` is not accepted`,
    hint: "Remove the line",
  },
  documents: {
    code: "FILE_SYNTAX",
    says: ({ file }) => `\`${file}\` holds more than one document`,
    hint: "Put each record into a file of its own, without `---` between",
  },
  escape: {
    code: "FILE_SYNTAX",
    says: ({ source }) => `\`${source}\` is no escape of a double-quoted text`,
    hint: "Double the backslash, or use single quotes",
  },
};

/** Problems for YAML errors, one per line: one slip often makes the reader stumble several times. */
export function describeSyntaxErrors(
  errors: readonly YAMLParseError[],
  source: { readonly text: string; readonly locate: Locator; readonly quoteStarts: readonly number[] },
): Problem[] {
  const conflict = findConflict(source);
  if (conflict !== undefined) return [conflict];
  const byLine = new Map<number, Problem>();
  for (const error of errors) {
    const problem = describeSyntaxError(error, source);
    const line = problem.place?.line ?? 0;
    if (!byLine.has(line)) byLine.set(line, problem);
  }
  return [...byLine.values()].slice(0, MAX_SYNTAX_PROBLEMS);
}

/** What git writes at the beginning of a line around the two sides of a conflict. */
const CONFLICT_MARK = /^(<{7}|>{7}) /m;

function findConflict({ text, locate }: { readonly text: string; readonly locate: Locator }): Problem | undefined {
  const start = text.search(CONFLICT_MARK);
  if (start === -1) return undefined;
  const hint = "Keep one side, or the lines of both that belong, and remove the marks";
  return { code: "FILE_SYNTAX", message: "a merge conflict begins here", place: locate(start), hint };
}

/** Later errors are mostly consequences of earlier ones. */
const MAX_SYNTAX_PROBLEMS = 10;

interface Sentence {
  readonly message: string;
  readonly hint?: string;
}

function describeSyntaxError(error: YAMLParseError, source: Parameters<typeof describeSyntaxErrors>[1]): Problem {
  const [start] = error.pos;
  const unclosed = /closing (["'])quote/.exec(error.message)?.[1];
  if (unclosed !== undefined) {
    const opened = source.quoteStarts.findLast((quote) => quote < start) ?? start;
    return {
      code: "FILE_SYNTAX",
      message: `the quote ${unclosed} is never closed`,
      place: source.locate(opened),
      hint: `Add the closing ${unclosed}`,
    };
  }
  const bracket = / end with (?:a )?([\]}])/.exec(error.message)?.[1];
  if (bracket !== undefined) {
    const message = `a \`${bracket}\` is missing here, or stands too far to the left`;
    return { code: "FILE_SYNTAX", message, place: source.locate(start), hint: `Add the closing \`${bracket}\`` };
  }
  const sentence = SENTENCES[error.code] ?? { message: lowerFirst(error.message.replace(/\.$/, "")) };
  return { code: "FILE_SYNTAX", ...sentence, place: source.locate(start) };
}

/** What the reader's error codes mean to a person; codes that are missing here speak for themselves. */
const SENTENCES: Partial<Record<YAMLParseError["code"], Sentence>> = {
  BAD_INDENT: {
    message: "the indentation does not fit the lines above",
    hint: "Start all keys of one map, and all items of one list, in the same column",
  },
  BAD_SCALAR_START: {
    message: "a text cannot start with this character unless it is quoted",
    hint: 'Put the text into "quotes"',
  },
  BLOCK_AS_IMPLICIT_KEY: {
    message: "a second `:` stands on one line",
    hint: "Put a text that contains `: ` into quotes, or start a new line",
  },
  BLOCK_IN_FLOW: { message: "a value by indentation stands inside brackets", hint: "Write the value inside brackets too" },
  MULTILINE_IMPLICIT_KEY: {
    message: "a key without `:` stands here, or a key that spans lines",
    hint: "Write `key: value` on one line",
  },
  KEY_OVER_1024_CHARS: { message: "a key is longer than 1024 characters", hint: "Shorten the key" },
  TAB_AS_INDENT: { message: "a tab is used for indentation", hint: "Indent with spaces" },
  BAD_ALIAS: { message: "an anchor or alias needs a name", hint: "Quote the text if it starts with `&` or `*`" },
  MULTIPLE_ANCHORS: { message: "a value can have one anchor only", hint: "Remove one of them" },
};

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
