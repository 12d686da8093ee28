/** Words that Python's JSON writes for numbers that JSON has none for, and numbers in full, as they stand outside of texts. */
const TOKENS = /-?(?:Infinity|\d[\d.eE+-]*)|NaN/g;
/** Integers of sixteen digits or more may be beyond 2^53-1. */
const LONG_INTEGER = /^-?\d{16,}$/;

/**
 * Reads JSON as Python writes it. `NaN`, `Infinity` and `-Infinity` become null: no decision here hangs on such a value, and
 * a bound that is infinite is none. Integers beyond 2^53-1 are cut to it, as JavaScript would round them to others that the
 * server refuses when they come back. Takes time linear in the length.
 *
 * @returns the value, or undefined where the text is no JSON in either sense.
 * Source: comfyui.md 1.9; SPEC.md CF5, CF6.
 */
export function parsePythonJson(text: string): unknown {
  // Nearly all answers are plain JSON with small numbers, and the parser of the language is the fastest there is.
  if (!/\d{16}/.test(text)) {
    const value = tryParse(text);
    if (value !== undefined || !/NaN|Infinity/.test(text)) return value;
  }
  return tryParse(mapOutsideTexts(text, (part) => part.replace(TOKENS, plainToken)));
}

function plainToken(token: string): string {
  if (token.endsWith("Infinity") || token === "NaN") return "null";
  if (!LONG_INTEGER.test(token)) return token;
  const value = Number(token);
  if (Number.isSafeInteger(value)) return token;
  return String(value < 0 ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER);
}

/** Changes what stands between the texts of a JSON document. */
function mapOutsideTexts(text: string, change: (part: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const start = quote === -1 ? text.length : quote;
    parts.push(change(text.slice(at, start)));
    at = quote === -1 ? text.length : endOfText(text, quote);
    parts.push(text.slice(start, at));
  }
  return parts.join("");
}

/** Behind the quote that ends a text: one with an even number of backslashes before it. */
function endOfText(text: string, quote: number): number {
  for (let end = text.indexOf('"', quote + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === "\\") slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return text.length;
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
