/** One line of a requirements file as pip sees it: continued lines in one, comments and outer space gone; never empty. */
export interface LogicalLine {
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly column: number;
}

const COMMENT = /(?:^|[ \t])#.*$/;

/**
 * The lines of a requirements file. A byte order mark, `\r\n` and `\r` are as if they were not there; a backslash at the end of
 * a line continues it, but for a comment, which ends what it continues. Source: pip, `req_file.py`. Rule: EQ5.
 */
export function logicalLines(text: string): readonly LogicalLine[] {
  const lines: LogicalLine[] = [];
  let open: { parts: string[]; line: number } | null = null;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const isComment = /^[ \t]*#/.test(raw);
    open ??= { parts: [], line: index + 1 };
    if (raw.endsWith("\\") && !isComment) {
      open.parts.push(raw.slice(0, -1));
      continue;
    }
    // The space makes a comment of what stands next to what it continues.
    open.parts.push(isComment ? ` ${raw}` : raw);
    lines.push(...close(open));
    open = null;
  }
  return open === null ? lines : [...lines, ...close(open)];
}

function close({ parts, line }: { readonly parts: readonly string[]; readonly line: number }): readonly LogicalLine[] {
  const text = parts.join("").replace(COMMENT, "").trimEnd();
  const column = text.search(/\S/) + 1;
  if (column === 0) return [];
  const before = parts.findIndex((part) => /\S/.test(part));
  return [{ text: text.trimStart(), line: line + Math.max(0, before), column: (parts[before] ?? "").search(/\S/) + 1 }];
}
