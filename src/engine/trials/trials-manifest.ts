import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { lockFile } from "../../adapters/files/lock-file.ts";
import { writeFileAtomic } from "../../adapters/files/write-file-atomic.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { listRunIds, lookAtRun } from "./look-at-runs.ts";
import { readOrNull } from "./read-run-folder.ts";
import { trialsFolderOf } from "./run-files.ts";
import type { FoundRun, ManifestLine } from "./run-store.ts";

/** A run in `.touchstone/trials/manifest.json` (contracts, section 8.2). */
interface Entry {
  /** Oldest first. */
  readonly traces: readonly ManifestLine[];
  readonly recorded: boolean;
  /** Names of its scenarios. */
  readonly scenario: string;
  readonly createdAt: number;
}

const FILE = "manifest.json";
const LOCK = "manifest.lock";
/** Guess: reading a thousand runs takes a tenth of it. */
const WAIT_MS = 10_000;

/**
 * Writes the manifest of all runs anew from their folders. Two processes that do so take turns, for the later one must see
 * what the earlier one saw.
 *
 * @param changed  Runs that are read in any case. One that was recorded before is taken as it stands in the file, since
 * nothing changes it but who names it here; reading all of a thousand runs would take longer than the run.
 * @throws TouchstoneError RUN_LOCKED, READ_ONLY, DISK_FULL, DISK_FAILED
 */
export async function rebuildTrialsManifest(dir: string, changed: readonly string[]): Promise<void> {
  const folder = trialsFolderOf(dir);
  const lock = await lockFile(join(folder, LOCK), WAIT_MS);
  if (lock === null) {
    throw new TouchstoneError("RUN_LOCKED", `\`${join(folder, FILE)}\` is held by another process`, { hint: "Try again" });
  }
  try {
    const text = await readOrNull(join(folder, FILE));
    const before = parseManifest(text ?? "");
    const runs: Record<string, Entry> = {};
    for (const runId of await listRunIds(dir)) {
      const known = changed.includes(runId) ? undefined : before[runId];
      const run = isRecorded(known) ? null : await lookAtRun(dir, runId);
      if (isRecorded(known)) runs[runId] = known;
      else if (run !== null) runs[runId] = entryOf(run);
    }
    const now = `${JSON.stringify({ schemaVersion: 1, runs })}\n`;
    if (now !== text) await writeFileAtomic(join(folder, FILE), now, { insideDir: folder });
  } finally {
    lock.release();
  }
}

/**
 * Writes the manifest of all runs anew where it does not say of these runs what their folders say: a process was killed before
 * it could. One that cannot be written stays as it is, for these runs are only read.
 */
export async function refreshTrialsManifest(dir: string, runs: readonly FoundRun[]): Promise<void> {
  const before = parseManifest((await readOrNull(join(trialsFolderOf(dir), FILE))) ?? "");
  const ended = runs.filter(({ isRunning }) => !isRunning);
  const stale = ended.filter((run) => !isDeepStrictEqual(before[run.facts.runId], entryOf(run)));
  if (stale.length === 0) return;
  await rebuildTrialsManifest(
    dir,
    stale.map(({ facts }) => facts.runId),
  ).catch((error: unknown) => {
    if (!(error instanceof TouchstoneError && ["READ_ONLY", "DISK_FULL", "RUN_LOCKED"].includes(error.code))) throw error;
  });
}

function isRecorded(known: Entry | undefined): known is Entry {
  return known?.recorded === true && Array.isArray(known.traces);
}

function entryOf(run: FoundRun): Entry {
  const { facts, recorded, traces } = run;
  const scenario = facts.scenarios.map(({ name }) => name).join(", ");
  return { traces, recorded, scenario, createdAt: facts.createdAtMs };
}

/** What the file says; nothing where it cannot be read, for then all of it is read from the folders. */
function parseManifest(text: string): Readonly<Record<string, Entry>> {
  try {
    const { schemaVersion, runs } = JSON.parse(text) as { schemaVersion?: unknown; runs?: Record<string, Entry> };
    return schemaVersion === 1 && typeof runs === "object" ? runs : {};
  } catch {
    return {};
  }
}
