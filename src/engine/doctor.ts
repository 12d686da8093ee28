import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { canWrite } from "../adapters/files/can-write.ts";
import { decodeImage, encodePng } from "../adapters/images/png.ts";
import { LOCK_FILE } from "../core/assets/ready/lock.ts";
import { MACHINE_FOLDER } from "../core/authored/project-layout.ts";
import { digestOf } from "../core/canonical/digest.ts";
import { countOf } from "../core/checks/words.ts";
import { TouchstoneError } from "../core/errors.ts";
import type { StoredEvent } from "../core/events/event.ts";
import { findLiveOwner } from "../store/owner-lock.ts";
import { openStore } from "../store/store.ts";
import { type Found, type Health, type HealthCheck, ok, unknown } from "./health-check.ts";
import { loadRecords, locateStore, readProjectText } from "./project.ts";
import { findLockProblems } from "./lock-problems.ts";
import { lookAtBackends, lookAtRenderer } from "./look-at-renderers.ts";
import type { Studio } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Below this a project may not even be able to say that the disk is full. */
const LEAST_FREE_BYTES = 256 * 1024 * 1024;

/** Looks at everything that work in this project needs on this machine. */
export const doctorVerb = defineVerb({
  name: "doctor",
  summary: "Look at what work here needs: Node, files, lock, store, disk, owner, images, renderers, clock",
  access: "files",
  input: z.strictObject({}),
  async run(studio): Promise<Health> {
    const checks: HealthCheck[] = [];
    for (const [id, look] of LOOKS) checks.push({ id, ...(await settle(async () => await look(studio))) });
    return { ok: checks.every(({ outcome }) => outcome !== "fail"), checks };
  },
});

/** Undefined where a failure that has a check of its own keeps something from being read. */
async function orUnknown<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TouchstoneError) return undefined;
    throw error;
  }
}

/** A failure that a person can mend is a finding; anything else is a bug and is thrown on. */
async function settle(look: () => Promise<Found>): Promise<Found> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof TouchstoneError)) throw error;
    return { outcome: "fail", detail: error.message, hint: error.hint ?? null };
  }
}

const LOOKS: readonly (readonly [HealthCheck["id"], (studio: Studio) => Promise<Found>])[] = [
  ["node", lookAtNode],
  ["files", lookAtFiles],
  ["lock", lookAtLock],
  ["store", lookAtStore],
  ["disk", lookAtDisk],
  ["owner", lookAtOwner],
  ["images", lookAtImages],
  ["renderer", lookAtRenderer],
  ["backends", lookAtBackends],
  ["clock", lookAtClock],
];

/** The launcher refuses a Node that is too old, so only where it comes from is open. */
async function lookAtNode(): Promise<Found> {
  const isOwn = process.execPath.includes("node_modules");
  return ok(`Node ${process.versions.node}, ${isOwn ? "the one that comes with Touchstone" : "the one of this machine"}`);
}

async function lookAtFiles(studio: Studio): Promise<Found> {
  const { reading } = await loadRecords(studio);
  const count = reading.problems.length + reading.references.length;
  if (count === 0) return ok(`${reading.files.length} authored files, all valid`);
  return {
    outcome: "fail",
    detail: `${countOf(count, "problem")} in the authored files`,
    hint: "Run `touchstone spec validate` to see each",
  };
}

async function lookAtLock(studio: Studio): Promise<Found> {
  const text = await readProjectText(studio.projectDir, LOCK_FILE);
  if (text === undefined) return ok("nothing is frozen yet");
  const reading = await orUnknown(async () => (await loadRecords(studio)).reading);
  if (reading === undefined) return unknown("the files cannot be read, so the lock was not compared with them");
  const [first] = findLockProblems(reading, text);
  return first === undefined
    ? ok("the lock agrees with the files")
    : { outcome: "fail", detail: first.message, hint: first.hint ?? null };
}

async function lookAtStore(studio: Studio): Promise<Found> {
  const { head, newest } = await withReader(studio, (store) => {
    const { seq } = store.head();
    return { head: seq, newest: store.readEvents({ since: Math.max(0, seq - 2), limit: 2 }).events };
  });
  if (!isChained(newest)) {
    const detail = `the chain is broken at its newest event, seq ${head}`;
    return { outcome: "fail", detail, hint: "Run `touchstone verify` to see what else is damaged" };
  }
  return ok(head === 0 ? "no events yet" : `${countOf(head, "event")}, the last link holds; \`touchstone verify\` proves all`);
}

/** Whether events that follow each other are what their hashes say. */
function isChained(events: readonly StoredEvent[]): boolean {
  return events.every(({ hash, ...rest }, index) => {
    const before = events[index - 1]?.hash ?? rest.prevHash;
    return digestOf(rest) === hash && rest.prevHash === before;
  });
}

async function withReader<T>(studio: Studio, use: (store: Awaited<ReturnType<typeof openStore>>) => T): Promise<T> {
  if (studio.store !== undefined) return use(studio.store);
  const store = await openStore({ ...(await locateStore(studio)), access: "read" });
  try {
    return use(store);
  } finally {
    await store.close();
  }
}

async function lookAtDisk({ projectDir }: Studio): Promise<Found> {
  if (!(await canWrite(projectDir))) {
    return {
      outcome: "fail",
      detail: "the project's folder cannot be written",
      hint: "Give yourself write access, or move the project",
    };
  }
  const { bavail, bsize } = await statfs(projectDir);
  const free = bavail * bsize;
  const detail = `${(free / 1024 ** 3).toFixed(1)} GiB free`;
  return free < LEAST_FREE_BYTES ? { outcome: "warn", detail, hint: "Free some room before making more" } : ok(detail);
}

async function lookAtOwner({ projectDir }: Studio): Promise<Found> {
  const owner = findLiveOwner(join(projectDir, MACHINE_FOLDER));
  if (owner === undefined) return ok("nobody owns the folder now");
  const where =
    owner.url === undefined ? "it serves nothing, so other commands that write must wait" : "other commands go through it";
  return ok(`\`${owner.command}\` (pid ${owner.pid}) owns the folder; ${where}`);
}

async function lookAtImages(): Promise<Found> {
  const pixels = { width: 1, height: 1, rgba: new Uint8Array([1, 2, 3, 255]) };
  const decoded = await decodeImage(await encodePng(pixels));
  const isSame = decoded !== undefined && [...decoded.pixels.rgba].join() === "1,2,3,255";
  if (isSame) return ok("PNG is written and read back exactly");
  return { outcome: "fail", detail: "PNG is not read back as it was written", hint: "Install the dependencies again: `npm ci`" };
}

async function lookAtClock(studio: Studio): Promise<Found> {
  const read = await orUnknown(
    async () =>
      await withReader(studio, (store) => store.readEvents({ since: Math.max(0, store.head().seq - 1), limit: 1 }).events),
  );
  if (read === undefined) return unknown("the store does not open, so there is nothing to compare with");
  const [newest] = read;
  if (newest === undefined || newest.ts <= studio.nowMs()) return ok("not behind the newest event");
  return {
    outcome: "warn",
    detail: "this machine's clock is behind the newest event",
    hint: "Set the clock; nothing is lost meanwhile",
  };
}
