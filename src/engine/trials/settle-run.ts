import { rm } from "node:fs/promises";
import { join } from "node:path";
import { writeFileAtomic } from "../../adapters/files/write-file-atomic.ts";
import { stripError } from "../../core/trials/record/strip-for-metadata.ts";
import type { TrialHeader } from "../../core/trials/record/trial-lines.ts";
import { errorOf } from "../../core/trials/run/result-of-trace.ts";
import { loadTrialTrace } from "./load-trial-trace.ts";
import { writeManifest } from "./manifest-lines.ts";
import type { RunFolder } from "./read-run-folder.ts";
import { MANIFEST_FILE, traceFileOf } from "./run-files.ts";
import type { ManifestLine } from "./run-store.ts";
import { readTraceEnds } from "./trace-ends.ts";

/**
 * What a run's manifest must say: each trace that is there, by its own header and footer. What has no footer was interrupted.
 *
 * Source: contracts, section 8.2.
 */
export async function settleLines(run: RunFolder): Promise<readonly ManifestLine[]> {
  const before = new Map(run.lines.map((line) => [line.traceId, line]));
  const lines: ManifestLine[] = [];
  for (const traceId of run.traceIds) {
    const line = await settleLine(run, { traceId, before: before.get(traceId) });
    if (line !== null) lines.push(line);
  }
  return lines;
}

/** Writes a manifest in which each trial stands once, and takes away what never became a trace. Done again, it writes nothing. */
export async function writeSettled({ folder, manifest, unborn }: RunFolder, lines: readonly ManifestLine[]): Promise<void> {
  for (const name of unborn) await rm(join(folder, name), { force: true });
  const text = writeManifest(lines);
  if (text !== manifest) await writeFileAtomic(join(folder, MANIFEST_FILE), text, { insideDir: folder });
}

interface Told {
  readonly traceId: string;
  /** What the manifest says of it. */
  readonly before: ManifestLine | undefined;
}

/** Null for a trace of another run that was copied here. */
async function settleLine(run: RunFolder, { traceId, before }: Told): Promise<ManifestLine | null> {
  const { header, footer } = readTraceEnds(traceFileOf(run, traceId));
  // Not even its header came to the disk; only the manifest knows which trial it was.
  if (header === null) return { ...(before ?? { traceId, trialIndex: -1, scenario: "" }), status: "interrupted" };
  if (header.traceId !== traceId || header.runId !== run.facts.runId) return null;
  const { trialIndex, scenario } = header;
  if (footer === null || footer.finishReason === "interrupted") return { traceId, trialIndex, scenario, status: "interrupted" };
  const { outcome: status } = footer;
  const line = { traceId, trialIndex, scenario, status };
  if (before?.status === status) return before.error === undefined ? line : { ...line, error: before.error };
  return status === "infra_error" ? { ...line, ...(await findError(traceFileOf(run, traceId), header)) } : line;
}

/** Why a trial got no answer, of one whose last line in the manifest was lost. */
async function findError(path: string, { recordingMode }: TrialHeader): Promise<Pick<ManifestLine, "error">> {
  const reading = await loadTrialTrace({ path, name: path });
  if (reading.kind !== "whole") return {};
  const error = errorOf(reading.trace.lines);
  return { error: recordingMode === "full" ? error : stripError(error) };
}
