import { FORBIDDEN_KEYS, type SourceLimits } from "./limits.ts";
import type { ListNode, MapEntry, MapNode, SourceNode, Span } from "./source-tree.ts";

/**
 * Reads a map or list in plain JSON into the tree that the YAML reader makes of the same text, in a small part of the time.
 *
 * @returns undefined for everything else: other YAML, and JSON with a problem, which the YAML reader then describes.
 */
export function readJson(text: string, limits: SourceLimits): SourceNode | undefined {
  return /^\s*[{[]/.test(text) ? new JsonReader(text, limits).read() : undefined;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WORDS = { true: true, false: false, null: null } as const;

/** Every method that reads leaves `#at` behind what it read, or returns undefined, which ends the reading. */
class JsonReader {
  readonly #text: string;
  readonly #limits: SourceLimits;
  #at = 0;
  #nodes = 0;

  constructor(text: string, limits: SourceLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  read(): SourceNode | undefined {
    const root = this.#value(0);
    this.#skipSpace();
    return this.#at === this.#text.length ? root : undefined;
  }

  #value(depth: number): SourceNode | undefined {
    this.#nodes += 1;
    if (this.#nodes > this.#limits.maxNodes || depth > this.#limits.maxDepth) return undefined;
    this.#skipSpace();
    const sign = this.#text[this.#at];
    if (sign === "{") return this.#map(depth + 1);
    if (sign === "[") return this.#list(depth + 1);
    const start = this.#at;
    const value = sign === '"' ? this.#string() : this.#numberOrWord();
    return value === undefined ? undefined : { kind: "scalar", value, span: { start, end: this.#at } };
  }

  #map(depth: number): MapNode | undefined {
    if (depth > this.#limits.maxDepth) return undefined;
    const entries: MapEntry[] = [];
    const keys = new Set<string>();
    const span = this.#parts("}", () => {
      this.#skipSpace();
      const start = this.#at;
      const key = this.#text[start] === '"' ? this.#string() : undefined;
      const keySpan = { start, end: this.#at };
      if (key === undefined || key === "" || keys.has(key) || FORBIDDEN_KEYS.has(key) || !this.#take(":")) return false;
      const value = this.#value(depth);
      if (value === undefined) return false;
      keys.add(key);
      entries.push({ key, keySpan, value });
      return true;
    });
    return span === undefined ? undefined : { kind: "map", entries, span };
  }

  #list(depth: number): ListNode | undefined {
    if (depth > this.#limits.maxDepth) return undefined;
    const items: SourceNode[] = [];
    const span = this.#parts("]", () => {
      const item = this.#value(depth);
      if (item !== undefined) items.push(item);
      return item !== undefined;
    });
    return span === undefined ? undefined : { kind: "list", items, span };
  }

  /** What stands between two brackets, with commas between. */
  #parts(close: "}" | "]", readPart: () => boolean): Span | undefined {
    const start = this.#at;
    this.#at += 1;
    if (this.#take(close)) return { start, end: this.#at };
    do {
      if (!readPart()) return undefined;
    } while (this.#take(","));
    return this.#take(close) ? { start, end: this.#at } : undefined;
  }

  #take(sign: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== sign) return false;
    this.#at += 1;
    return true;
  }

  #string(): string | undefined {
    const start = this.#at;
    let end = this.#text.indexOf('"', start + 1);
    while (end !== -1 && isEscaped(this.#text, end)) end = this.#text.indexOf('"', end + 1);
    if (end === -1) return undefined;
    this.#at = end + 1;
    const written = this.#text.slice(start + 1, end);
    // oxlint-disable-next-line no-control-regex -- JSON lets none of them stand in a text
    if (!/[\\\u0000-\u001F]/.test(written)) return written;
    return parseEscapes(this.#text.slice(start, end + 1));
  }

  #numberOrWord(): number | boolean | null | undefined {
    NUMBER.lastIndex = this.#at;
    const [number] = NUMBER.exec(this.#text) ?? [];
    const word = number ?? Object.keys(WORDS).find((each) => this.#text.startsWith(each, this.#at));
    if (word === undefined) return undefined;
    this.#at += word.length;
    return number === undefined ? WORDS[word as keyof typeof WORDS] : Number(number);
  }

  #skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** Whether an odd number of backslashes stands before the quote. */
function isEscaped(text: string, quote: number): boolean {
  let start = quote;
  while (text[start - 1] === "\\") start -= 1;
  return (quote - start) % 2 === 1;
}

/** A text with escapes; undefined when one is none, or stands for what no file may hold. */
function parseEscapes(written: string): string | undefined {
  try {
    const text = JSON.parse(written) as string;
    return text.includes("\0") || !text.isWellFormed() ? undefined : text;
  } catch {
    return undefined;
  }
}
