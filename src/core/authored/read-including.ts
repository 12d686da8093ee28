import { assert } from "../assert.ts";
import type { Problem } from "../errors.ts";
import { INCLUDE_TAG, isOverByteLimit, LIMITS } from "./limits.ts";
import type { Locator } from "./locator.ts";
import { joinPath, pathFault } from "./include-path.ts";
import { quoteForMessage } from "./quote.ts";
import { type AuthoredSource, readSource, type SourceReading, tooLarge } from "./read-source.ts";
import type { ScalarNode, SourceNode, Span } from "./source-tree.ts";

/** A file that may not be included, with the reason as the rest of a sentence, e.g. `leads out of the project`. */
export interface IncludeRefusal {
  readonly refused: string;
  readonly hint: string;
}

/**
 * Finds a file to include by its path from the folder of the file that was read first, e.g. `../tools/order.yaml`;
 * null where there is none.
 */
export type Include = (path: string) => AuthoredSource | IncludeRefusal | null;

/** Files within each other. Guess: a list of tools, with a tool, with its answer is three. */
const MAX_WITHIN = 8;

/** Guess: several times what any one scenario can use. */
const MAX_FILES = 64;

/**
 * Reads a file as `readSource` does, with the content of the files that it includes by `!include PATH` put in their place:
 * YAML and JSON as what they hold, all else as text. Each path counts from the file that it stands in.
 *
 * Places are those of the file where something was written. Refused, at the place of the `!include`: a file within itself,
 * paths that are absolute, more than `MAX_WITHIN` files within each other, and more values in all than one file may hold.
 *
 * Codes: those of `readSource`; INPUT_INVALID for includes. Source: SPEC.md A70-A75.
 */
export function readIncluding(source: AuthoredSource, include?: Include): SourceReading {
  const reader = new IncludingReader(include);
  const name = source.file.slice(source.file.lastIndexOf("/") + 1);
  const root = reader.open(source, { name, within: [] });
  if (root === null || reader.problems.length > 0) return { kind: "unreadable", problems: reader.problems };
  return { kind: "read", root: root.node, locate: reader.locate, warnings: reader.warnings };
}

/** A file's tree with all that it includes, and how many values that are. */
interface Resolved {
  readonly node: SourceNode;
  readonly size: number;
}

interface At {
  /** Path from the first file's folder. */
  readonly name: string;
  /** The files around it, the first one first. */
  readonly within: readonly string[];
}

/**
 * All files lie one behind the other in one space of offsets, so that a tree of several files has places like any other.
 */
class IncludingReader {
  readonly problems: Problem[] = [];
  readonly warnings: Problem[] = [];
  readonly #include: Include | undefined;
  readonly #files: { readonly start: number; readonly locate: Locator }[] = [];
  readonly #resolved = new Map<string, Resolved | null>();
  #end = 0;

  constructor(include: Include | undefined) {
    this.#include = include;
  }

  readonly locate: Locator = (offset) => {
    const file = this.#files.findLast(({ start }) => start <= offset);
    assert(file !== undefined, "every offset lies in a file");
    return file.locate(offset - file.start);
  };

  open(source: AuthoredSource, at: At): Resolved | null {
    const reading = readSource(source, LIMITS, [INCLUDE_TAG]);
    if (reading.kind === "unreadable") {
      this.problems.push(...reading.problems);
      return null;
    }
    this.warnings.push(...reading.warnings);
    return this.#resolve(reading.root, { ...at, start: this.#place(source, reading.locate) });
  }

  /** Gives a file its offsets; one more than it has characters, so that its end is its own. */
  #place({ text }: AuthoredSource, locate: Locator): number {
    const start = this.#end;
    this.#files.push({ start, locate });
    this.#end += text.length + 1;
    return start;
  }

  #resolve(node: SourceNode, at: At & { readonly start: number }): Resolved {
    const span = shift(node.span, at.start);
    if (node.kind === "scalar")
      return node.isInclude === true ? this.#takeIn(node, span, at) : { node: { ...node, span }, size: 1 };
    let size = 1;
    const within = (child: SourceNode): SourceNode => {
      const resolved = this.#resolve(child, at);
      size += resolved.size;
      if (size > LIMITS.maxNodes) this.#refuseSize(resolved.node.span);
      return size > LIMITS.maxNodes ? nothingAt(resolved.node.span) : resolved.node;
    };
    if (node.kind === "list") return { node: { ...node, span, items: node.items.map(within) }, size };
    const entries = node.entries.map((entry) => ({
      ...entry,
      keySpan: shift(entry.keySpan, at.start),
      value: within(entry.value),
    }));
    return { node: { ...node, span, entries }, size };
  }

  #takeIn(node: ScalarNode, span: Span, at: At): Resolved {
    const path = String(node.value);
    const fault = pathFault(path);
    const name = joinPath(at.name, path);
    const around = [...at.within, at.name];
    const nothing = { node: nothingAt(span), size: 1 };
    if (fault !== null)
      return this.#refuse(span, `\`${quoteForMessage(path)}\` ${fault}`, "Write the path from this file's folder");
    if (around.includes(name)) {
      const ring = [...around.slice(around.indexOf(name)), name].map((file) => `\`${quoteForMessage(file)}\``).join(" → ");
      return this.#refuse(span, `a file is included within itself: ${ring}`, "Take out one of these includes");
    }
    if (around.length > MAX_WITHIN) {
      return this.#refuse(span, `more than ${MAX_WITHIN} files are included within each other`, "Write what is included here");
    }
    const known = this.#resolved.get(name);
    if (known !== undefined) return known ?? nothing;
    const resolved = this.#openIncluded(name, { span, within: around });
    this.#resolved.set(name, resolved);
    return resolved ?? nothing;
  }

  #openIncluded(name: string, { span, within }: { readonly span: Span; readonly within: readonly string[] }): Resolved | null {
    const quoted = `\`${quoteForMessage(name)}\``;
    if (this.#resolved.size >= MAX_FILES) this.#refuse(span, `more than ${MAX_FILES} files are included`, "Put them together");
    if (this.#resolved.size >= MAX_FILES) return null;
    const found = this.#include?.(name) ?? null;
    if (found === null) this.#refuse(span, `there is no file ${quoted} to include`, "Write the path from this file's folder");
    else if ("refused" in found) this.#refuse(span, `${quoted} ${found.refused}`, found.hint);
    else if (/\.(ya?ml|json)$/i.test(name)) return this.open(found, { name, within });
    else return this.#openText(found);
    return null;
  }

  #openText(source: AuthoredSource): Resolved | null {
    const start = this.#place(source, () => ({ file: source.file, line: 1, column: 1 }));
    if (isOverByteLimit(source.text, LIMITS)) this.problems.push(tooLarge(source.file, LIMITS));
    const span = { start, end: start + source.text.length };
    return { node: { kind: "scalar", value: source.text, span }, size: 1 };
  }

  #refuseSize(span: Span): void {
    if (this.problems.some(({ code }) => code === "FILE_TOO_LARGE")) return;
    const place = this.locate(span.start);
    const message = `the file holds more than ${LIMITS.maxNodes} values with all that it includes`;
    this.problems.push({ code: "FILE_TOO_LARGE", message, place, hint: "Include less" });
  }

  #refuse(span: Span, message: string, hint: string): Resolved {
    this.problems.push({ code: "INPUT_INVALID", message, place: this.locate(span.start), hint });
    return { node: nothingAt(span), size: 1 };
  }
}

function shift({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}

function nothingAt(span: Span): SourceNode {
  return { kind: "scalar", value: null, span: { start: span.start, end: span.start } };
}
