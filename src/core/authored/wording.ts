import { quoteForMessage } from "./quote.ts";
import type { Path, SourceNode } from "./source-tree.ts";

/** A path as people write it: `output.states[2]`. */
export function formatPath(path: Path): string {
  return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index > 0 ? "." : ""}${step}`)).join("");
}

export function toPath(path: readonly PropertyKey[]): Path {
  return path.map((step) => (typeof step === "number" ? step : String(step)));
}

/** How a message calls what stands at a path. */
export function nameOf(path: Path): string {
  return path.length === 0 ? "the file" : `\`${quoteForMessage(formatPath(path))}\``;
}

/** What stands there, as a message says it. */
export function describeNode(node: SourceNode, textIs = ""): string {
  if (node.kind === "list") return "a list";
  if (node.kind === "map") return "a map";
  if (node.value === null) return "empty";
  if (typeof node.value === "boolean") return `\`${node.value}\``;
  if (typeof node.value === "number") return `the number \`${node.value}\``;
  return node.value === "" ? "an empty text" : `${textIs}\`${quoteForMessage(node.value)}\``;
}

/** Names in backticks with commas; long lists are cut. */
export function listNames(names: readonly string[]): string {
  const shown = names
    .slice(0, MAX_LISTED)
    .map((name) => `\`${name}\``)
    .join(", ");
  return names.length > MAX_LISTED ? `${shown} and ${names.length - MAX_LISTED} more` : shown;
}

const MAX_LISTED = 24;
