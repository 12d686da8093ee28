import { canonicalJson } from "../../canonical/canonical-json.ts";
import { openLineWriter } from "./line-writer.ts";
import { recordedLines } from "./recorded-trace.ts";
import type { PlaytestTrace } from "./playtest-trace.ts";

/**
 * The trace as its file's text: header, environment, one line per step, footer; canonical JSON, each ended by a line feed.
 *
 * Source: contracts, section 8; SPEC.md PR12.
 */
export function writePlaytestTrace(trace: PlaytestTrace): string {
  const { header, environment, footer } = trace;
  const start = `${canonicalJson(header)}\n${canonicalJson({ environment })}\n`;
  return `${start}${recordedLines(trace) ?? writeSteps(trace)}${canonicalJson(footer)}\n`;
}

function writeSteps({ steps }: PlaytestTrace): string {
  const writer = openLineWriter();
  return steps.map((step) => `${writer.write(step)}\n`).join("");
}
