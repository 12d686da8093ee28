/** What XML 1.0 has no place for: control characters, halves of pairs, and two that are no characters. */
const FORBIDDEN =
  // oxlint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Line breaks in an attribute become blanks when they are read, unless they are written as numbers. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
};

/** A text as XML may hold it, escaped for the content of an element. */
export function xmlText(text: string): string {
  return clean(text).replaceAll(/[&<>\r]/g, (character) => ENTITIES[character] ?? character);
}

type Attributes = Readonly<Record<string, string | number | null>>;

/** Attributes, each with a space before it; those that are null are left out. */
export function xmlAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === null ? "" : ` ${name}="${quote(String(value))}"`))
    .join("");
}

function quote(text: string): string {
  return clean(text).replaceAll(/[&<>"\n\r\t]/g, (character) => ENTITIES[character] ?? character);
}

/** What a terminal was told to do is no text either. */
function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "").replaceAll(FORBIDDEN, "");
}
