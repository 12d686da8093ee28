import { stringify } from "yaml";

/** How new text must look to fit in where it goes. */
export interface RenderStyle {
  /** The file is JSON, so quotes are needed everywhere. */
  readonly isJson: boolean;
  /** The value stands inside brackets, where line breaks and some signs have other meanings. */
  readonly isFlow: boolean;
  /** Columns before the key or dash that leads to the value. */
  readonly indent: number;
}

/** Longest line that a list or map is put on; longer ones are written over several lines. */
const MAX_WIDTH = 110;

/** A text that needs no quotes anywhere, not even between brackets. */
const PLAIN_TEXT = /^[\p{L}_/](?:[\p{L}\p{N}_.()'+*/-]|:(?=[\p{L}\p{N}])| (?=[\p{L}\p{N}_(/]))*$/u;

/** Texts that YAML reads as something else. */
const OTHER_TYPES = /^(?:null|true|false|~)$/i;

/**
 * A value as it must be written behind `lead` (`key:` or `-`), with the space or line break between.
 * Lists and maps stay on the line when they fit: `pin: { profile: pony-v6, profileVersion: 2 }`.
 */
export function renderAfter(lead: string, value: unknown, style: RenderStyle): string {
  const isCollection = typeof value === "object" && value !== null;
  const inline = `${lead} ${renderInline(value, style.isJson)}`;
  if (style.isFlow || style.isJson || (isCollection && style.indent + inline.length <= MAX_WIDTH)) return inline;
  const lines = stringify({ k: value }, STRINGIFY_OPTIONS).trimEnd().split("\n");
  const pad = " ".repeat(style.indent);
  return [lead + (lines[0] ?? "").slice("k:".length), ...lines.slice(1).map((line) => (line === "" ? "" : pad + line))].join(
    "\n",
  );
}

const STRINGIFY_OPTIONS = { version: "1.2", schema: "core", lineWidth: 0, indent: 2, aliasDuplicateObjects: false } as const;

/** A value on one line, valid inside brackets and outside. */
export function renderInline(value: unknown, isJson: boolean): string {
  if (isJson) return JSON.stringify(value);
  if (typeof value === "string") return PLAIN_TEXT.test(value) && !OTHER_TYPES.test(value) ? value : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => renderInline(item, isJson)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  if (entries.length === 0) return "{}";
  return `{ ${entries.map(([key, each]) => `${renderInline(key, isJson)}: ${renderInline(each, isJson)}`).join(", ")} }`;
}
