import { join } from "node:path";
import type { FileLock } from "../../adapters/files/lock-file.ts";
import { writeFileAtomic } from "../../adapters/files/write-file-atomic.ts";
import { assert } from "../../core/assert.ts";
import { isRecordId } from "../../core/canonical/ids.ts";
import { redactReport } from "../../core/trials/privacy/redact-report.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import { stripError, stripReport } from "../../core/trials/record/strip-for-metadata.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { readRunFolder } from "./read-run-folder.ts";
import { REPORT_FILE, traceFileOf } from "./run-files.ts";
import { writeRunJson } from "./run-json.ts";
import { openRunManifest } from "./run-manifest.ts";
import type { ManifestLine, RunFacts, RunStore } from "./run-store.ts";
import { settleLines, writeSettled } from "./settle-run.ts";
import { openTraceFile, type OpenTrace } from "./trace-sink.ts";
import { rebuildTrialsManifest } from "./trials-manifest.ts";

/** A run's folder that is there and locked. */
export interface DiskStoreOptions extends Pick<RunStore, "found"> {
  readonly dir: string;
  readonly folder: string;
  readonly facts: RunFacts;
  readonly redactor: Redactor;
  /** Released when the store is closed. */
  readonly lock: FileLock;
}

/** Opens the store of a run in its folder. @throws TouchstoneError READ_ONLY, DISK_FULL, DISK_FAILED */
export function openDiskStore({ dir, folder, facts, redactor, lock, found }: DiskStoreOptions): RunStore {
  const manifest = openRunManifest(folder);
  const open = new Set<OpenTrace>();
  return {
    found,
    openTrace(header, environment) {
      assert(header.runId === facts.runId && isRecordId(header.traceId), "a trace has an id, and is written in its run");
      const path = traceFileOf({ folder }, header.traceId);
      const trace = openTraceFile({ path, header, environment, redactor });
      open.add(trace);
      const { traceId, trialIndex, scenario } = header;
      manifest.append({ traceId, trialIndex, scenario, status: "running" });
      return {
        record: (entry) => trace.record(entry),
        async finish(footer) {
          open.delete(trace);
          return await trace.finish(footer);
        },
      };
    },
    async note(line) {
      manifest.append(safeLine(line, facts, redactor));
      await manifest.sync();
    },
    async close(report) {
      for (const trace of open) trace.abandon();
      manifest.close();
      try {
        await writeEnd({ folder, facts, redactor }, report);
      } finally {
        lock.release();
      }
      await rebuildTrialsManifest(dir, [facts.runId]);
    },
  };
}

/** Once a run has ended, each of its trials stands in the manifest once. Without a report it did not come to its end. */
async function writeEnd(
  { folder, facts, redactor }: Pick<DiskStoreOptions, "folder" | "facts" | "redactor">,
  report: RunReport | null,
): Promise<void> {
  const run = await readRunFolder(folder);
  if (run === null) return;
  const isSettled = run.lines.every(({ status }) => status !== "running");
  await writeSettled(run, isSettled ? run.lines : await settleLines(run));
  if (report === null) return;
  const kept = redactReport(facts.recordingMode === "full" ? report : stripReport(report), redactor);
  await writeFileAtomic(join(folder, REPORT_FILE), `${JSON.stringify(kept)}\n`, { insideDir: folder });
  await writeRunJson(folder, facts, true);
}

function safeLine(line: ManifestLine, { recordingMode }: RunFacts, redactor: Redactor): ManifestLine {
  if (line.error === undefined) return line;
  return { ...line, error: redactor.text(recordingMode === "full" ? line.error : stripError(line.error)) };
}
