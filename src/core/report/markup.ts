/** A piece of HTML that may stand in a page as it is. Only `html` makes one, so text from outside is always escaped. */
export interface Markup {
  readonly markup: string;
}

/** What may stand in a template: text (escaped), finished markup, lists of both; null leaves nothing. */
export type Insert = string | number | Markup | null | readonly Insert[];

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Escapes a text for element content and for quoted attributes. */
function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Builds markup from a template; every inserted text is escaped, e.g. html`<h1>${title}</h1>`. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return { markup: parts.map((part, index) => withoutIndents(part) + render(inserts[index] ?? null)).join("") };
}

/** A line break is as good as the indentation of the source after it, and every page is shorter for it. */
function withoutIndents(part: string): string {
  return part.replaceAll(/\n\s*/g, "\n");
}

/** Text of our own that must not be escaped: a style sheet or a script. Never text from a project. */
export function verbatim(text: string): Markup {
  return { markup: text };
}

function render(insert: Insert): string {
  if (insert === null) return "";
  if (typeof insert === "number") return String(insert);
  if (typeof insert === "string") return escapeHtml(insert);
  return "markup" in insert ? insert.markup : insert.map(render).join("");
}

/** A sentence in which backticks mark names, as all our reasons are written; the names become code. */
export function prose(text: string): Markup {
  const pieces = text.split("`");
  // An unpaired backtick would turn the rest of the sentence into code.
  if (pieces.length % 2 === 0) return html`${text}`;
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<code>${piece}</code>` : piece))}`;
}
