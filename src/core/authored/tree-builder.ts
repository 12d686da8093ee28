import { isAlias, isMap, isScalar, isSeq, type Alias, type ParsedNode } from "yaml";
import { formatPlace, type Problem } from "../errors.ts";
import { FORBIDDEN_KEYS, INCLUDE_TAG, type SourceLimits } from "./limits.ts";
import type { Locator } from "./locator.ts";
import { quoteForMessage } from "./quote.ts";
import type { MapEntry, SourceNode, Span } from "./source-tree.ts";
import { describeRefusal } from "./syntax-problems.ts";

/**
 * Turns composed YAML into a plain tree: aliases become what they stand for (within the limits), keys are checked.
 * Aliased content is shared, not copied: below the alias itself it keeps the places where it was written.
 */
export function buildTree(
  contents: ParsedNode | null,
  locate: Locator,
  limits: SourceLimits,
): { readonly root: SourceNode; readonly problems: readonly Problem[] } {
  const builder = new TreeBuilder(locate, limits);
  return { root: builder.build(contents, 0), problems: builder.problems };
}

/** Depth is bounded twice: syntax was checked before composing, here aliases add to it. */
class TreeBuilder {
  readonly problems: Problem[] = [];
  readonly #locate: Locator;
  readonly #limits: SourceLimits;
  readonly #anchors = new Map<string, SourceNode>();
  #nodes = 0;
  #isOverLimit = false;

  constructor(locate: Locator, limits: SourceLimits) {
    this.#locate = locate;
    this.#limits = limits;
  }

  build(node: ParsedNode | null, depth: number): SourceNode {
    const span = spanOf(node);
    if (isAlias(node)) return this.#buildAlias(node, { depth, span });
    this.#count({ nodes: 1, depth: isMap(node) || isSeq(node) ? depth + 1 : depth, span });
    if (this.#isOverLimit) return emptyAt(span);
    const content = this.#buildContent(node, { depth, span });
    const built = node?.tag === INCLUDE_TAG ? this.#markInclude(content) : content;
    if (node?.anchor !== undefined) this.#anchors.set(node.anchor, built);
    return built;
  }

  #buildContent(node: Exclude<ParsedNode, Alias.Parsed> | null, at: { depth: number; span: Span }): SourceNode {
    const { span } = at;
    if (isMap(node)) return { kind: "map", entries: this.#buildEntries(node, at.depth + 1), span };
    if (isSeq(node)) {
      return { kind: "list", items: node.items.map((item) => this.build(item, at.depth + 1)), span };
    }
    const value = plainValue(node?.value);
    if (typeof value === "string") this.#checkCharacters(value, span);
    return { kind: "scalar", value, span };
  }

  #markInclude(node: SourceNode): SourceNode {
    if (node.kind === "scalar" && typeof node.value === "string" && node.value !== "") return { ...node, isInclude: true };
    this.#report(node.span, `\`${INCLUDE_TAG}\` needs the path of a file`, `Write \`${INCLUDE_TAG} tools/order.yaml\``);
    return emptyAt(node.span);
  }

  /** The raw text was checked before; escapes such as `"\ud800"` make characters that it does not hold. */
  #checkCharacters(text: string, span: Span): void {
    const found = text.includes("\0") ? "a NUL character" : text.isWellFormed() ? null : "half of a surrogate pair";
    if (found === null) return;
    const message = `an escape in this text stands for ${found}`;
    this.problems.push({ code: "FILE_ENCODING", message, place: this.#locate(span.start), hint: "Remove the escape" });
  }

  #buildAlias(alias: Alias.Parsed, at: { depth: number; span: Span }): SourceNode {
    const target = this.#anchors.get(alias.source);
    if (target === undefined) {
      const message = `\`*${quoteForMessage(alias.source)}\` refers to nothing that stands complete before it`;
      this.#report(at.span, message, "Name an anchor that stands above, or quote the text");
      return emptyAt(at.span);
    }
    const size = measure(target);
    this.#count({ nodes: size.nodes, depth: at.depth + size.depth, span: at.span });
    return this.#isOverLimit ? emptyAt(at.span) : { ...target, span: at.span, isAlias: true };
  }

  #buildEntries(map: Extract<ParsedNode, { items: unknown[] }>, depth: number): MapEntry[] {
    const entries = new Map<string, MapEntry>();
    for (const pair of map.items) {
      if (this.#isOverLimit) break;
      const { key: keyNode, value: valueNode } = pair as { key: ParsedNode; value: ParsedNode | null };
      const keySpan = spanOf(keyNode);
      const key = this.#readKey(keyNode, keySpan);
      const value = valueNode === null ? emptyAt(keySpan) : this.build(valueNode, depth);
      if (key === undefined) continue;
      const before = entries.get(key);
      if (before === undefined) entries.set(key, { key, keySpan, value });
      else this.#reportTwice(key, { first: before.keySpan, second: keySpan });
    }
    return [...entries.values()];
  }

  #readKey(node: ParsedNode, span: Span): string | undefined {
    if (!isScalar(node) || node.value === null || node.value === "") {
      this.#report(span, "a key must be text", "Quote the key");
      return undefined;
    }
    // A key such as `1` or `true` is read as the text that stands there.
    const key = typeof node.value === "string" ? node.value : (node.source ?? "");
    this.#checkCharacters(key, span);
    if (!FORBIDDEN_KEYS.has(key)) return key;
    this.#report(span, `\`${key}\` cannot be a key`, "Choose another name");
    return undefined;
  }

  /** One problem is enough: everything beyond the limit would repeat it. */
  #count(more: { nodes: number; depth: number; span: Span }): void {
    const { maxNodes, maxDepth } = this.#limits;
    this.#nodes += more.nodes;
    if (this.#isOverLimit || (this.#nodes <= maxNodes && more.depth <= maxDepth)) return;
    this.#isOverLimit = true;
    const reason = more.depth > maxDepth ? "depth" : "nodes";
    this.problems.push(describeRefusal({ reason, offset: more.span.start, source: "" }, this.#locate, this.#limits));
  }

  #reportTwice(key: string, spans: { first: Span; second: Span }): void {
    const first = formatPlace(this.#locate(spans.first.start));
    const message = `\`${quoteForMessage(key)}\` is given twice: it stands at ${first} already`;
    this.#report(spans.second, message, "Remove one of them");
  }

  #report(span: Span, message: string, hint: string): void {
    this.problems.push({ code: "FILE_SYNTAX", message, place: this.#locate(span.start), hint });
  }
}

function spanOf(node: ParsedNode | null): Span {
  const [start, end] = node?.range ?? [0, 0];
  return { start, end };
}

function emptyAt(span: Span): SourceNode {
  return { kind: "scalar", value: null, span: { start: span.start, end: span.start } };
}

/** The core schema yields nothing but these types; a bigint or a date would need another schema. */
function plainValue(value: unknown): string | number | boolean | null {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

/** Values within a node, itself included, and how many maps and lists lie within each other. */
function measure(node: SourceNode): { nodes: number; depth: number } {
  if (node.kind === "scalar") return { nodes: 1, depth: 0 };
  const children = (node.kind === "list" ? node.items : node.entries.map((entry) => entry.value)).map(measure);
  return {
    nodes: children.reduce((sum, child) => sum + child.nodes, 1),
    depth: children.reduce((deepest, child) => Math.max(deepest, child.depth), 0) + 1,
  };
}
