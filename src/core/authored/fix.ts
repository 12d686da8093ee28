import type { z } from "zod";
import type { Place } from "../errors.ts";
import { canonicaliseKeys, type Rewrite } from "./canonical-keys.ts";
import { BYTE_ORDER_MARK } from "./limits.ts";
import { readSource, type AuthoredSource } from "./read-source.ts";
import { limitsOf } from "./limits.ts";
import { findRecordKind } from "./record-kinds.ts";
import { shapeOf } from "./schema-shape.ts";
import { toValue, type SourceNode } from "./source-tree.ts";
import { applySplices, type Splice } from "./splice.ts";

/** One spelling that was rewritten, e.g. from `asset_type` to `assetType`. */
export interface FixChange {
  readonly place: Place;
  readonly from: string;
  readonly to: string;
}

/**
 * Rewrites accepted spellings to ours: snake_case keys, the seeds' keys and values, a byte-order mark.
 *
 * Everything else stays byte for byte: comments, order, quoting, blank lines, line ends. The rewritten text means the
 * same as before; a rewrite that would not is left out. Idempotent. A file that cannot be read comes back as it is.
 */
export function fixAuthored(
  source: AuthoredSource,
  schema: z.ZodType,
): { readonly text: string; readonly changes: readonly FixChange[] } {
  const kind = findRecordKind(schema);
  const reading = readSource(source, limitsOf(kind));
  if (reading.kind === "unreadable") return { text: source.text, changes: [] };

  const rules = { shape: shapeOf(schema), kind, locate: reading.locate };
  const canonical = canonicaliseKeys(reading.root, rules);
  const text = source.text.replace(BYTE_ORDER_MARK, (mark, offset) => (offset === 0 ? "" : mark));
  const changes: FixChange[] = text === source.text ? [] : [markChange(source.file)];
  const meaning = JSON.stringify(toValue(canonical.root));
  const isSame = (fixed: string): boolean => {
    const again = readSource({ file: source.file, text: fixed }, limitsOf(kind));
    return again.kind === "read" && JSON.stringify(toValue(canonicaliseKeys(again.root, rules).root)) === meaning;
  };
  for (const rewrites of [canonical.rewrites, canonical.rewrites.filter((rewrite) => rewrite.enclose.length === 0)]) {
    const fixed = applyRewrites({ file: source.file, text }, rewrites);
    if (!isSame(fixed.text)) continue;
    const done = fixed.applied.map(({ from, to, span }) => ({ place: reading.locate(span.start), from, to }));
    return { text: fixed.text, changes: [...changes, ...done] };
  }
  return { text, changes };
}

function markChange(file: string): FixChange {
  return { place: { file, line: 1, column: 1 }, from: "byte-order mark", to: "none" };
}

function applyRewrites(
  source: AuthoredSource,
  rewrites: readonly Rewrite[],
): { readonly text: string; readonly applied: readonly Rewrite[] } {
  const byStart = new Map<number, Rewrite>();
  for (const rewrite of rewrites) {
    // Content behind two aliases is met twice; it is written once.
    const canApply = rewrite.enclose.every(({ node }) => canEnclose(source.text, node));
    if (canApply && !byStart.has(rewrite.span.start)) byStart.set(rewrite.span.start, rewrite);
  }
  const applied = [...byStart.values()].toSorted((a, b) => a.span.start - b.span.start);
  const splices = applied.flatMap((rewrite) => splicesOf(source, rewrite));
  return { text: applySplices(source.text, splices), applied };
}

/** Only a value that stands on one line can be put into brackets where it stands. */
function canEnclose(text: string, node: SourceNode): boolean {
  const written = text.slice(node.span.start, node.span.end);
  return written !== "" && !/[\r\n]/.test(written);
}

function splicesOf(source: AuthoredSource, { span, to, enclose }: Rewrite): Splice[] {
  const written = source.text.slice(span.start, span.end);
  const quote = /^["']/.exec(written)?.[0] ?? "";
  const name = to.split(".")[0] ?? to;
  const isJson = source.file.endsWith(".json");
  const around = enclose.flatMap(({ node, with: how }) => {
    const key = how === "list" ? "" : isJson ? `"${how.key}"` : how.key;
    const [before, after] = how === "list" ? ["[", "]"] : [`{ ${key}: `, " }"];
    return [
      { start: node.span.start, end: node.span.start, text: before },
      { start: node.span.end, end: node.span.end, text: after },
    ];
  });
  return [{ ...span, text: `${quote}${name}${quote}` }, ...around];
}
