import type { Value } from "../playtest/story/value.ts";

/** What a variable holds, as it stands in a list or a sentence: texts without quotation marks where nothing is lost. */
export function valueWords(value: Value): string {
  if (typeof value === "string") return isPlain(value) ? value : JSON.stringify(value);
  if (typeof value === "object" && value !== null) return `[${value.map(valueWords).join(", ")}]`;
  return String(value);
}

/** Whether a text cannot be taken for another value, or for none at all. */
function isPlain(text: string): boolean {
  return text !== "" && text.trim() === text && !/^(true|false|null|-?\d[\d.]*|\[.*)$/.test(text);
}
