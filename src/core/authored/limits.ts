/**
 * Bounds of one authored file. The largest sample file has about 500 values in 20 KiB and five levels, so these
 * leave ample room, while the worst text within them is read in well under a second.
 */
export const LIMITS = {
  /** Bytes of UTF-8. */
  maxBytes: 1_048_576,
  /** Maps and lists within each other. */
  maxDepth: 64,
  /** Values of all kinds, aliases counted as what they stand for. */
  maxNodes: 20_000,
  /** Lexical tokens, comments and line ends included. */
  maxTokens: 150_000,
  /** Problems reported for one file; the rest is counted. */
  maxProblems: 100,
} as const;

/** Keys that mean something else to JavaScript objects; no record has use for them. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export const BYTE_ORDER_MARK = "\uFEFF";

/** Bytes of the text in UTF-8, counted no further than needed to know that it is over the limit. */
export function isOverByteLimit(text: string): boolean {
  if (text.length > LIMITS.maxBytes) return true;
  if (text.length * 3 <= LIMITS.maxBytes) return false;
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character.codePointAt(0) ?? 0);
  return bytes > LIMITS.maxBytes;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}
