import { canonicalJson } from "../canonical/canonical-json.ts";
import type { RawTrace, TraceKind } from "./envelope.ts";

type Line = RawTrace["lines"][number];

/** What of a trace its digest covers, each as the text of one line. */
export interface DigestRule {
  /** @param text  The header's line in the file, where there is one. */
  header(header: RawTrace["header"], text?: string): string;
  covers(line: Line): boolean;
  footer(footer: Readonly<Record<string, unknown>>): string;
}

const WHOLE: DigestRule = {
  header: (header, text) => text ?? canonicalJson(header),
  covers: () => true,
  footer: (footer) => textWithout(footer, ["digest"]),
};

/** Two trials that went alike have one digest, whoever ran them and however long they took. */
const TRIAL: DigestRule = {
  header: (header) => textWithout(header, ["traceId", "runId"]),
  covers: (line) => line["line"] !== "clock",
  footer: (footer) => textWithout(footer, ["digest", "latencyMs"]),
};

/**
 * The rule of a kind of trace: the digest covers header, lines and footer without its digest; of a trial, neither ids, nor
 * clock lines, nor how long it took. Source: contracts, section 8.2; SPEC.md TR2, TR10.
 */
export function digestRuleOf(kind: TraceKind): DigestRule {
  return kind === "trial" ? TRIAL : WHOLE;
}

function textWithout(record: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  const kept = { ...record };
  for (const name of names) delete kept[name];
  return canonicalJson(kept);
}
