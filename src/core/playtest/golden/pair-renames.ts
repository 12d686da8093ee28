import { digestText, type Digest } from "../../canonical/digest.ts";
import { withoutDigest } from "../../trace/trace-digest.ts";
import { parseTraceLine } from "../../trace/trace-line.ts";

/** Digest of what happens in a trace, whatever pov, category and seed its header names. */
export type GoldenBody = Digest;

/** What a trace's text says from its first step on; null for a text that is no trace. */
export function bodyOf(text: string): GoldenBody | null {
  const lines = text.replaceAll("\r\n", "\n").trimEnd().split("\n").slice(2);
  const footer = parseTraceLine(lines.pop() ?? "");
  return footer.kind === "bad" ? null : digestText([...lines, withoutDigest(footer.value)].join("\n"));
}

/** A golden's old path by its new one, and the other way. */
export interface Renames {
  readonly from: ReadonlyMap<string, string>;
  readonly to: ReadonlyMap<string, string>;
}

/**
 * Finds which obsolete golden each missing one was: they say the same. Where several do, none is taken for the other;
 * it would be a guess.
 */
export function pairRenames(
  missing: readonly { readonly golden: string; readonly body: GoldenBody }[],
  obsolete: readonly { readonly golden: string; readonly body: GoldenBody | null }[],
): Renames {
  const pairs = missing.flatMap(({ golden, body }): (readonly [string, string])[] => {
    const [old, ...others] = obsolete.filter((one) => one.body === body);
    const isOnly = others.length === 0 && missing.filter((one) => one.body === body).length === 1;
    return old === undefined || !isOnly ? [] : [[golden, old.golden]];
  });
  return { from: new Map(pairs), to: new Map(pairs.map(([golden, old]) => [old, golden])) };
}
