import { canonicalJson } from "../canonical/canonical-json.ts";
import type { RawTrace } from "./envelope.ts";

/**
 * A trace as its file's text: header, environment, steps or events, footer, one canonical JSON line each, the last line
 * broken too. The footer's digest is written as given: `digestTrace` computes it.
 */
export function writeTraceLines({ header, environment, lines, footer }: RawTrace): string {
  return [header, { environment }, ...lines, footer].map((line) => `${canonicalJson(line)}\n`).join("");
}
