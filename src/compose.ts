import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILTIN_RENDERER } from "./adapters/procedural/draw.ts";
import { refreshMachineFolder } from "./adapters/files/refresh-machine-folder.ts";
import { openDrawPool } from "./adapters/procedural/draw-pool.ts";
import { MACHINE_FOLDER } from "./core/authored/project-layout.ts";
import { createIds } from "./core/canonical/ids.ts";
import { locateStore } from "./engine/project.ts";
import { recover } from "./engine/recover.ts";
import { createSerialQueue } from "./engine/serial-queue.ts";
import type { Studio } from "./engine/studio.ts";
import { useAndClose } from "./engine/use-and-close.ts";
import type { Access } from "./engine/verb.ts";
import { createCrew } from "./engine/work/crew-state.ts";
import { acquireOwner, type OwnerLock } from "./store/owner-lock.ts";
import { openStore, type Store } from "./store/store.ts";

/** Where and how a project is opened. */
export interface OpenOptions {
  readonly projectDir: string;
  readonly access: Access;
  /** The command line, told to others who find the folder owned. */
  readonly command: string;
}

/** Touchstone's own version. */
export function readVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** The project's folder, searched upwards or named; PROJECT_NOT_FOUND when there is none. */
export { findProjectDir, requireProjectDir } from "./adapters/files/find-project-dir.ts";

/** Builds everything impure for one project, hands it to `use`, and closes it whatever happens. */
export async function withStudio<T>(options: OpenOptions, use: (studio: Studio) => Promise<T>): Promise<T> {
  const sessionId = randomUUID();
  return await useAndClose(async (opened) => {
    if (options.access === "hold" || options.access === "own") {
      const lock = await own(options, sessionId);
      opened(() => lock.release());
    }
    const store = await openFor(options);
    opened(() => store?.close());
    const drawPool = openDrawPool(Math.max(1, availableParallelism() - 1));
    opened(() => drawPool.close());
    const studio = createStudio(options.projectDir, { store, drawPool, sessionId });
    if (options.access === "own") await takeOver(studio);
    return await use(studio);
  });
}

/** What a new owner does first: lost attempts go back to the queue, and editors find today's schemas. */
async function takeOver(studio: Studio): Promise<void> {
  await recover(studio);
  await refreshMachineFolder(studio.projectDir);
}

async function own(options: OpenOptions, sessionId: string): Promise<OwnerLock> {
  const info = { pid: process.pid, command: options.command, startedAtMs: Date.now(), sessionId };
  return await acquireOwner(join(options.projectDir, MACHINE_FOLDER), info);
}

async function openFor({ projectDir, access }: OpenOptions): Promise<Store | undefined> {
  if (access === "files" || access === "hold") return undefined;
  return await openStore({ ...(await locateStore({ projectDir })), access: access === "own" ? "owner" : "read" });
}

type Parts = Pick<Studio, "store" | "drawPool" | "sessionId">;

function createStudio(projectDir: string, parts: Parts): Studio {
  const nowMs = (): number => Date.now();
  return {
    ...parts,
    projectDir,
    templatesDir: fileURLToPath(new URL("../examples", import.meta.url)),
    version: readVersion(),
    builtinRenderer: BUILTIN_RENDERER,
    nowMs,
    elapsedMs: () => performance.now(),
    newId: createIds({ nowMs, randomUint32: () => randomBytes(4).readUInt32BE() }, latestEventMs(parts.store)),
    crew: createCrew(),
    alone: createSerialQueue(),
    drawSeed: () => Number(randomBytes(8).readBigUInt64BE() >> 11n),
  };
}

/** Time of the newest event: ids made after a restart sort after it, even when the clock was set back. */
function latestEventMs(store: Store | undefined): number {
  const head = store?.head().seq ?? 0;
  return head === 0 ? 0 : (store?.readEvents({ since: head - 1, limit: 1 }).events[0]?.ts ?? 0);
}
