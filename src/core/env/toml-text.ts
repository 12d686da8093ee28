/** What stands on the right of one key. */
export type TomlScalar = string | number | boolean | readonly string[];

/** Above this many columns a list stands on lines of its own. */
const MAX_COLUMNS = 100;

/** `key = value`; a long list has one line for each item, so that changes read well. */
export function tomlLine(key: string, value: TomlScalar): string {
  const name = tomlKey(key);
  if (typeof value === "string") return `${name} = ${tomlString(value)}`;
  if (typeof value === "number" || typeof value === "boolean") return `${name} = ${value}`;
  const inline = `${name} = [${value.map(tomlString).join(", ")}]`;
  return inline.length <= MAX_COLUMNS ? inline : tomlList(key, value);
}

/** A list with one line for each item. */
export function tomlList(key: string, items: readonly string[]): string {
  return [`${tomlKey(key)} = [`, ...items.map((item) => `    ${tomlString(item)},`), "]"].join("\n");
}

/** A key as it stands in a table: bare where it may be. */
export function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : tomlString(key);
}

/**
 * A basic string. JSON's escapes are TOML's, which asks for one more.
 *
 * @throws RangeError where the text is no Unicode.
 */
export function tomlString(text: string): string {
  if (!text.isWellFormed()) throw new RangeError("tomlString: half a surrogate pair cannot be written");
  return JSON.stringify(text).replaceAll("\u007F", String.raw`\u007F`);
}
