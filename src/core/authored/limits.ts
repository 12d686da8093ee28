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
} as const satisfies SourceLimits;

/**
 * Bounds of one scene. Guess: ten thousand nodes, several times the longest branching stories known, have about 170,000 values
 * in 4 MB; this leaves room for twice that.
 */
export const SCENE_LIMITS = {
  maxBytes: 8 * 1_048_576,
  maxDepth: LIMITS.maxDepth,
  maxNodes: 500_000,
  maxTokens: 4_000_000,
} as const satisfies SourceLimits;

/** What one file may hold; see `LIMITS`. */
export interface SourceLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxNodes: number;
  readonly maxTokens: number;
}

/** Problems reported for one file; the rest is counted. */
export const MAX_PROBLEMS = 100;

/** Keys that mean something else to JavaScript objects; no record has use for them. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/** What stands before the path of a file whose content belongs there; accepted in scenarios alone. */
export const INCLUDE_TAG = "!include";

export const BYTE_ORDER_MARK = "\uFEFF";

/** Bytes of the text in UTF-8, counted no further than needed to know that it is over the limit. */
export function isOverByteLimit(text: string, { maxBytes }: SourceLimits): boolean {
  if (text.length > maxBytes) return true;
  if (text.length * 3 <= maxBytes) return false;
  let bytes = 0;
  for (const character of text) bytes += utf8Length(character.codePointAt(0) ?? 0);
  return bytes > maxBytes;
}

function utf8Length(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

/** What a file of a kind may hold; a story may be long. */
export function limitsOf(kind: string | undefined): SourceLimits {
  return kind === "scene" ? SCENE_LIMITS : LIMITS;
}
