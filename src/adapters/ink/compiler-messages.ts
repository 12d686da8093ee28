import type { Place, Problem } from "../../core/errors.ts";

/** What the ink compiler said, with its place in our words. */
export interface CompilerMessage {
  readonly kind: "error" | "warning" | "todo";
  readonly problem: Problem;
}

/** The files of a story, for places in them. */
interface StoryFiles {
  /** The story's own. */
  readonly file: string;
  /** Their texts, by the names that the compiler calls them. */
  readonly texts: ReadonlyMap<string, string>;
}

/** As inkjs numbers them (`ErrorType`). */
const KINDS = ["todo", "warning", "error"] as const;

/** Begins every message that inkjs 2.4 gives, e.g. `ERROR: 'quay.ink' line 3: `. */
const HEAD = /^(?:ERROR|WARNING|TODO): (?:'(?<file>.*?)' )?(?:line (?<line>\d+): )?(?<words>.*)$/s;

/**
 * Takes a message of the ink compiler apart. It names lines alone: the column is where what the message quotes stands in
 * the line, else where the line begins.
 */
export function explainMessage(message: string, type: number, files: StoryFiles): CompilerMessage {
  const { file = files.file, line = "1", words = message } = HEAD.exec(message)?.groups ?? {};
  const place = placeIn({ file, line: Number(line), words }, files);
  const kind = KINDS[type] ?? "error";
  return { kind, problem: { code: "INPUT_INVALID", message: inOurWords(words), place, ...hintFor(words) } };
}

function placeIn({ file, line, words }: { file: string; line: number; words: string }, { file: main, texts }: StoryFiles): Place {
  const text = texts.get(file)?.split("\n", line)[line - 1] ?? "";
  const quoted = /(?<=^|[\s(])'(?:-> )?([^']+)'|: (\w+)$/.exec(words);
  const named = text.indexOf(quoted?.[1] ?? quoted?.[2] ?? "\n");
  return { file: besideStory(main, file), line, column: (named === -1 ? Math.max(0, text.search(/\S/)) : named) + 1 };
}

/** An included file is named from the story's folder. */
function besideStory(main: string, file: string): string {
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  return file === main ? main : `${folder}${file}`;
}

/** On one line, with our quotes, without a full stop. */
function inOurWords(words: string): string {
  const failed = /^Failed to load: '(.*?)'\.\s*Error:\s*(?:\w*Error: )?(.*)$/s.exec(words);
  if (failed !== null) return `\`${failed[1]}\` cannot be included: ${failed[2]}`;
  return words
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ of ([^\s"]+)"/g, " of `$1`")
    .replaceAll(/(?<=^|[\s(])'([^'`]+)'(?=[\s,.;:)]|$)/g, "`$1`")
    .replace(/\.$/, "");
}

function hintFor(words: string): { hint?: string } {
  if (words.startsWith("Failed to load")) return { hint: "Put the file into the story's folder, and name it from there" };
  if (/not found|Unresolved/.test(words)) return { hint: "Declare it, or correct its name" };
  return {};
}
