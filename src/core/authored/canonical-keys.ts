import type { Problem } from "../errors.ts";
import { formatPlace } from "../errors.ts";
import type { Locator } from "./locator.ts";
import { quoteForMessage } from "./quote.ts";
import type { SpelledKind } from "./record-kinds.ts";
import { alternatives, isOpen, knownKeys, shapesAtIndex, shapesAtKey, type Shape } from "./schema-shape.ts";
import { findSpelling, KEY_SPELLINGS, VALUE_SPELLINGS, type KeySpelling } from "./seed-spellings.ts";
import type { ListNode, MapEntry, MapNode, Path, ScalarNode, SourceNode, Span } from "./source-tree.ts";

/** One spelling that is accepted but not ours, e.g. `asset_type`, with all that `--fix` needs to rewrite it. */
export interface Rewrite {
  readonly from: string;
  readonly to: string;
  /** The key or value to replace. */
  readonly span: Span;
  /** Values that must be enclosed as well, e.g. `strict` by `{ mode: … }`. */
  readonly enclose: readonly { readonly node: SourceNode; readonly with: "list" | { readonly key: string } }[];
}

export interface Canonical {
  readonly root: SourceNode;
  readonly rewrites: readonly Rewrite[];
  readonly problems: readonly Problem[];
}

/**
 * Brings keys and values to our spelling: snake_case of known keys, and the seeds' spellings of this kind of record.
 * Keys of the author's choice (asset types, checkpoint ids, states) are left alone: the schema tells them apart.
 *
 * Problems: both spellings of one key in one map.
 */
export function canonicaliseKeys(
  root: SourceNode,
  rules: { readonly shape: Shape; readonly kind: SpelledKind | undefined; readonly locate: Locator },
): Canonical {
  const walker = new KeyWalker(rules);
  return { root: walker.walk(root, alternatives(rules.shape), []), rewrites: walker.rewrites, problems: walker.problems };
}

/** `asset_type` as `assetType`; undefined for what is not snake_case. */
export function fromSnakeCase(key: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(key)) return undefined;
  return key.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

interface NamedEntry {
  readonly entry: MapEntry;
  readonly key: string;
  readonly spelling: KeySpelling | undefined;
}

class KeyWalker {
  readonly rewrites: Rewrite[] = [];
  readonly problems: Problem[] = [];
  readonly #kind: SpelledKind | undefined;
  readonly #locate: Locator;

  constructor(rules: { readonly kind: SpelledKind | undefined; readonly locate: Locator }) {
    this.#kind = rules.kind;
    this.#locate = rules.locate;
  }

  walk(node: SourceNode, shapes: readonly Shape[], path: Path): SourceNode {
    if (node.kind === "scalar") return this.#walkScalar(node, path);
    if (node.kind === "map") return this.#walkMap(node, shapes, path);
    return {
      ...node,
      items: node.items.map((item, index) => this.walk(item, shapesAtIndex(shapes, index), [...path, index])),
    };
  }

  #walkScalar(node: ScalarNode, path: Path): ScalarNode {
    if (typeof node.value !== "string") return node;
    const spelling = findSpelling(VALUE_SPELLINGS, { kind: this.#kind, at: path, from: node.value });
    if (spelling === undefined) return node;
    this.rewrites.push({ from: spelling.from, to: spelling.to, span: node.span, enclose: [] });
    return { ...node, value: spelling.to };
  }

  #walkMap(map: MapNode, shapes: readonly Shape[], path: Path): MapNode {
    const known = knownKeys(shapes);
    const entries = new Map<string, MapEntry>();
    for (const entry of map.entries) {
      const named = isOpen(shapes) ? { entry, key: entry.key, spelling: undefined } : this.#nameEntry(entry, known, path);
      const before = entries.get(named.key);
      if (before !== undefined) {
        this.#reportBoth(named, before);
        continue;
      }
      const renamed = { ...entry, key: named.key, value: this.#encloseValue(named) };
      const value = this.walk(renamed.value, shapesAtKey(shapes, named.key), [...path, named.key]);
      entries.set(named.key, { ...renamed, value });
    }
    return { ...map, entries: [...entries.values()] };
  }

  #nameEntry(entry: MapEntry, known: readonly string[], path: Path): NamedEntry {
    if (known.includes(entry.key)) return { entry, key: entry.key, spelling: undefined };
    const camel = fromSnakeCase(entry.key) ?? entry.key;
    if (known.includes(camel)) {
      this.rewrites.push({ from: entry.key, to: camel, span: entry.keySpan, enclose: [] });
      return { entry, key: camel, spelling: undefined };
    }
    const spelling = findSpelling(KEY_SPELLINGS, { kind: this.#kind, at: path, from: camel });
    return { entry, key: spelling?.to.split(".")[0] ?? entry.key, spelling };
  }

  /** Gives the value of a seed's key the form it has here, and notes the rewrite. */
  #encloseValue({ entry, spelling }: NamedEntry): SourceNode {
    if (spelling === undefined) return entry.value;
    const inner = spelling.to.split(".")[1];
    const note = (enclose: Rewrite["enclose"]): void => {
      this.rewrites.push({ from: entry.key, to: spelling.to, span: entry.keySpan, enclose });
    };
    const { value } = entry;
    if (inner !== undefined) {
      note([{ node: value, with: { key: inner } }]);
      return mapOf(inner, value, entry.keySpan);
    }
    if (spelling.value === "one_as_list" && value.kind === "scalar") {
      note([{ node: value, with: "list" }]);
      return { kind: "list", items: [value], span: value.span };
    }
    if (spelling.value === "ids_as_loras" && value.kind === "list") {
      note(value.items.map((node) => ({ node, with: { key: "lora" } })));
      return { ...value, items: value.items.map((item) => mapOf("lora", item, item.span)) } satisfies ListNode;
    }
    note([]);
    return value;
  }

  #reportBoth(named: NamedEntry, before: MapEntry): void {
    const first = formatPlace(this.#locate(before.keySpan.start));
    this.problems.push({
      code: "INPUT_INVALID",
      message: `\`${quoteForMessage(named.entry.key)}\` is another spelling of \`${named.key}\`, which stands at ${first}`,
      place: this.#locate(named.entry.keySpan.start),
      hint: `Keep one of them, as \`${named.spelling?.to ?? named.key}\``,
    });
  }
}

function mapOf(key: string, value: SourceNode, keySpan: Span): MapNode {
  return { kind: "map", entries: [{ key, keySpan, value }], span: value.span };
}
