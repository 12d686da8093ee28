/** Signs of plain text as JSON may write them: `\u0073` for an s, `\/` for a slash; not the quote and the backslash, which end texts. */
const ESCAPE = /\\+(?:u00([2-7][0-9a-f])|(\/))/gi;

/**
 * A text that is not JSON as a whole, with what JSON may write as escapes and need not. A secret can be written so in a body
 * that was cut off, or in one line of several.
 *
 * @returns the very text where there is no such escape.
 */
export function withoutEscapes(text: string): string {
  if (!text.includes("\\")) return text;
  return text.replaceAll(ESCAPE, (escape, hex: string | undefined) => {
    if (hex === undefined) return "/";
    const sign = String.fromCharCode(Number.parseInt(hex, 16));
    return sign === '"' || sign === "\\" || sign === "\u007F" ? escape : sign;
  });
}
