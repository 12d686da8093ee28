import { type CST, Lexer, Parser } from "yaml";
import type { SourceLimits } from "./limits.ts";

/** Why a text is not read further, with the offset where that showed. */
export interface Refusal {
  readonly reason: "depth" | "nodes" | "tokens" | "tag" | "directive" | "documents" | "escape";
  readonly offset: number;
  readonly source: string;
}

/** The syntax tokens of one document, or why there are none. */
export type Scan =
  | { readonly kind: "tokens"; readonly tokens: readonly CST.Token[]; readonly quoteStarts: readonly number[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Entries on the parser's stack that are no nesting: the document and the value being read. */
const STACK_OVERHEAD = 3;

/** Indicators (`-`, `:`, `,` …) per value in ordinary files stay below this. */
const INDICATORS_PER_NODE = 2;

/** A double-quoted text's backslash that begins no escape of YAML 1.2 (nor a folded line end). */
const ESCAPES = /\\(?:[0abtnvfre "/\\N_LP\t\r\n]|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})|\\/g;

/**
 * Reads a text into syntax tokens while counting, and stops at the first bound that is passed.
 * The bounds are checked here because the composer that follows recurses into nesting and pays for every error.
 *
 * @param tags  YAML tags that may stand there, as they are written; all others are refused.
 */
export function scanTokens(text: string, limits: SourceLimits, tags: readonly string[] = []): Scan {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  const quoteStarts: number[] = [];
  const counter = new TokenCounter(limits);
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    const isScalarText = counter.add(lexeme);
    const refusal = isScalarText || tags.includes(lexeme) ? undefined : refuseLexeme(lexeme, offset);
    if (refusal !== undefined) return { kind: "refused", refusal };
    if (!isScalarText && (lexeme[0] === '"' || lexeme[0] === "'")) quoteStarts.push(offset);
    const second = collect(parser.next(lexeme), tokens);
    if (second !== undefined) return { kind: "refused", refusal: second };
    const passed = counter.passedLimit() ?? (parser.stack.length > limits.maxDepth + STACK_OVERHEAD ? "depth" : undefined);
    if (passed !== undefined) return { kind: "refused", refusal: { reason: passed, offset, source: "" } };
  }
  const second = collect(parser.end(), tokens);
  return second === undefined ? { kind: "tokens", tokens, quoteStarts } : { kind: "refused", refusal: second };
}

/** Keeps finished tokens; a document that follows another one is refused. */
function collect(finished: Iterable<CST.Token>, tokens: CST.Token[]): Refusal | undefined {
  for (const token of finished) {
    const isSecond = token.type === "document" && tokens.some((before) => before.type === "document");
    if (isSecond) return { reason: "documents", offset: token.offset, source: "" };
    tokens.push(token);
  }
  return undefined;
}

/** Counts what a text is made of, lexeme by lexeme. */
class TokenCounter {
  readonly #limits: SourceLimits;
  #tokens = 0;
  #nodes = 0;
  #indicators = 0;
  #atScalar = false;

  constructor(limits: SourceLimits) {
    this.#limits = limits;
  }

  /** Counts one lexeme; true when it is the text of a plain or block value rather than syntax. */
  add(lexeme: string): boolean {
    this.#tokens += 1;
    const isScalarText = this.#atScalar;
    this.#atScalar = lexeme === SCALAR_FOLLOWS;
    if (isScalarText) return true;
    if (this.#atScalar || /^["'*[{]/.test(lexeme)) this.#nodes += 1;
    else if (/^[-?:,&!]/.test(lexeme)) this.#indicators += 1;
    return false;
  }

  passedLimit(): "nodes" | "tokens" | undefined {
    const { maxNodes, maxTokens } = this.#limits;
    if (this.#nodes > maxNodes || this.#indicators > maxNodes * INDICATORS_PER_NODE) return "nodes";
    return this.#tokens > maxTokens ? "tokens" : undefined;
  }
}

/** The lexer's sign that the next lexeme is a value's text. */
const SCALAR_FOLLOWS = "\u001F";

function refuseLexeme(lexeme: string, offset: number): Refusal | undefined {
  if (lexeme[0] === "!") return { reason: "tag", offset, source: lexeme };
  if (lexeme[0] === "%" && !/^%YAML\s+1\.2\s*$/.test(lexeme)) return { reason: "directive", offset, source: lexeme };
  if (lexeme[0] !== '"') return undefined;
  for (const match of lexeme.matchAll(ESCAPES)) {
    if (match[0] === "\\") {
      return { reason: "escape", offset: offset + match.index, source: lexeme.slice(match.index, match.index + 2) };
    }
  }
  return undefined;
}
