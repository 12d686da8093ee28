/** A tag, e.g. `# bg: quay` with key `bg` and value `quay`. */
export interface InkTag {
  /** In lower case; the whole tag where it has no colon. */
  readonly key: string;
  /** Null where there is no colon. */
  readonly value: string | null;
}

/** Takes a tag apart at its first colon. */
export function readTag(tag: string): InkTag {
  const colon = tag.indexOf(":");
  if (colon === -1) return { key: tag.trim(), value: null };
  return { key: tag.slice(0, colon).trim().toLowerCase(), value: tag.slice(colon + 1).trim() };
}
