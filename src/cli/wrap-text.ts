import { stripVTControlCharacters } from "node:util";

/** Characters that a text takes on a line; colour codes take none. */
export function textWidth(text: string): number {
  return stripVTControlCharacters(text).length;
}

/**
 * Breaks a text between words so that each line, `indent` included, stays within `columns`; a longer word stays whole.
 * The first line keeps its own leading spaces and goes on where the caller's line stands.
 */
export function wrapText(text: string, { columns, indent }: { readonly columns: number; readonly indent: number }): string {
  const [lead = ""] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = "";
  for (const word of text.slice(lead.length).split(" ")) {
    if (line !== "" && indent + textWidth(line) + 1 + textWidth(word) > columns) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return `${lead}${[...lines, line].join(`\n${" ".repeat(indent)}`)}`;
}
