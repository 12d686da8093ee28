/** Reads a text from its start to its end, pattern by pattern. Space between two patterns is skipped. */
export interface Scanner {
  /** What the pattern (sticky) matches here, which is then behind us; null where it does not match. */
  readonly take: (pattern: RegExp) => string | null;
  readonly isAtEnd: () => boolean;
}

export function createScanner(text: string): Scanner {
  let at = 0;
  const skipSpace = (): void => {
    while (text[at] === " " || text[at] === "\t") at += 1;
  };
  return {
    take(pattern) {
      skipSpace();
      pattern.lastIndex = at;
      const [taken] = pattern.exec(text) ?? [];
      if (taken === undefined) return null;
      at += taken.length;
      return taken;
    },
    isAtEnd() {
      skipSpace();
      return at === text.length;
    },
  };
}
