import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { createTinyMakeFault } from "../support/faults/make-fault.ts";
import { createWorkshop, TINY, writeDraftProject } from "../support/faults/sample-project.ts";
import { reportOf, runDriver } from "../support/faults/start-driver.ts";
import { hasStrace, recordCalls } from "../support/faults/strace.ts";
import { readSystemCalls, type SystemCall } from "../support/faults/system-calls.ts";

// A kill never shows that a sync is missing, for the kernel keeps what was written; the order of system calls does.
const RECORDED = ["write", "writev", "pwrite64", "fsync", "fdatasync", "rename", "renameat2", "mkdir", "mkdirat"];

/** Every owner writes these anew. */
const MADE_AGAIN = [".touchstone/owner.json", ".touchstone/schemas"];

/** What is wrong with the order of the calls before each of the moments at which something is promised. */
function findUnsynced(calls: readonly SystemCall[], promises: readonly SystemCall[]): readonly string[] {
  return promises.flatMap((promise) => {
    const before = calls.filter((call) => call.returned < promise.began);
    const isSyncedAfter = (file: string, change: SystemCall): boolean =>
      before.some(({ name, paths, began }) => name.startsWith("f") && paths[0] === file && began > change.returned);
    const unsynced = before.filter((call) => {
      const [from = "", to = ""] = call.paths;
      if (MADE_AGAIN.some((file) => from.includes(file))) return false;
      if (call.name.startsWith("pwrite")) return from.endsWith("store.db-wal") && !isSyncedAfter(from, call);
      if (call.name.startsWith("mkdir")) return !isSyncedAfter(path.dirname(from), call);
      if (!call.name.startsWith("rename")) return false;
      return !isSyncedAfter(path.dirname(to), call) || !isWholeBefore(before, call);
    });
    return unsynced.map(
      ({ name, paths }) => `${name} ${paths.join(" ")} is not on disk when ${promise.text.slice(0, 80)} is promised`,
    );
  });
}

/** A file that gets its final name is synced after the last write to it. */
function isWholeBefore(before: readonly SystemCall[], rename: SystemCall): boolean {
  const own = before.filter(({ paths, returned }) => paths[0] === rename.paths[0] && returned < rename.began);
  return own.length > 1 && own.at(-1)?.name.startsWith("f") === true;
}

const mentions = (word: string) => (call: SystemCall) => call.text.includes(word);

test.skipIf(!hasStrace())(
  "an event is acknowledged when its log, its blobs and their folders are on disk (needs strace)",
  async () => {
    const fault = await createTinyMakeFault("synced");
    const projectDir = path.join(fault.dir, "project");
    fault.copyTo(projectDir);
    const record = path.join(fault.dir, "calls");
    const task = { projectDir, verb: "make", input: { specs: ["phial"] }, ledgerFile: `${projectDir}.ledger` } as const;
    reportOf(await runDriver(task, { under: () => recordCalls(RECORDED, record) }));
    const calls = readSystemCalls(readFileSync(record, "utf8"));
    const acknowledgements = calls.filter(mentions("acknowledged"));
    // Queued, started, one image, one version: with a single image, no two appends overlap.
    expect(acknowledgements).toHaveLength(4);
    expect(calls.filter((call) => call.name.startsWith("rename") && call.paths[1]?.includes("/blobs/")).length).toBeGreaterThan(
      3,
    );
    expect(findUnsynced(calls, acknowledgements)).toEqual([]);
    fault.remove();
  },
);

test.skipIf(!hasStrace())(
  "specs are ready when the lock, their files, and a store that is new are on disk (needs strace)",
  async () => {
    const workshop = createWorkshop("synced");
    const projectDir = path.join(workshop.dir, "project");
    writeDraftProject(projectDir, TINY);
    const record = path.join(workshop.dir, "calls");
    const task = { projectDir, verb: "spec.ready", input: { specs: [], all: true }, ledgerFile: `${projectDir}.ledger` } as const;
    reportOf(await runDriver(task, { under: () => recordCalls(RECORDED, record) }));
    const calls = readSystemCalls(readFileSync(record, "utf8"));
    const promises = calls.filter((call) => mentions("acknowledged")(call) || mentions('{\\"code\\":null')(call));
    expect(promises).toHaveLength(2);
    const named = calls.filter((call) => call.name.startsWith("rename")).map((call) => path.basename(call.paths[1] ?? ""));
    expect(named).toEqual(expect.arrayContaining(["touchstone.lock", "pebble.yaml", "phial.yaml"]));
    expect(findUnsynced(calls, promises)).toEqual([]);
    workshop.remove();
  },
);
