import { z } from "zod";
import { byKey } from "../../core/canonical/order.ts";
import { TRIAL_STATUSES } from "../../core/trials/record/trial-lines.ts";
import type { ManifestLine } from "./run-store.ts";

const manifestLine = z.object({
  traceId: z.string().describe("Id of the trial"),
  trialIndex: z.int().describe("Which trial of its scenario, from 0"),
  scenario: z.string().describe("Name of the scenario"),
  status: z.enum([...TRIAL_STATUSES, "running", "interrupted"]).describe("What came of it so far"),
  error: z.string().exactOptional().describe("Why no answer came"),
});

/** One line of `manifest.jsonl`. */
export function writeManifestLine({ traceId, trialIndex, scenario, status, error }: ManifestLine): string {
  return `${JSON.stringify({ traceId, trialIndex, scenario, status, ...(error === undefined ? {} : { error }) })}\n`;
}

/** A manifest in which each trial stands once, oldest first. */
export function writeManifest(lines: readonly ManifestLine[]): string {
  return lines.map(writeManifestLine).join("");
}

/**
 * What a manifest says of each trial at last, oldest first: ids grow with time. A line that was cut off by a loss of power
 * says nothing; the traces do.
 */
export function readManifest(text: string): ManifestLine[] {
  const latest = new Map<string, ManifestLine>();
  for (const line of text.split("\n")) {
    const read = parseLine(line);
    if (read !== null) latest.set(read.traceId, read);
  }
  return [...latest.values()].toSorted(byKey(({ traceId }) => traceId));
}

function parseLine(text: string): ManifestLine | null {
  try {
    return manifestLine.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
