import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILTIN_RENDERER } from "./adapters/procedural/draw.ts";
import { writeProjectSchemas } from "./adapters/files/write-project-schemas.ts";
import { openDrawPool } from "./adapters/procedural/draw-pool.ts";
import { createIds } from "./core/canonical/ids.ts";
import { loadProject } from "./engine/project.ts";
import { recover } from "./engine/recover.ts";
import type { Studio } from "./engine/studio.ts";
import type { Access } from "./engine/verb.ts";
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

/** The nearest folder with `touchstone.yaml`, from a folder upwards; PROJECT_NOT_FOUND when there is none. */
export { findProjectDir } from "./adapters/files/find-project-dir.ts";

/** Builds everything impure for one project, hands it to `use`, and closes it whatever happens. */
export async function withStudio<T>(options: OpenOptions, use: (studio: Studio) => Promise<T>): Promise<T> {
  const sessionId = randomUUID();
  const lock = options.access === "own" ? await own(options, sessionId) : undefined;
  const drawPool = openDrawPool(Math.max(1, availableParallelism() - 1));
  let store: Store | undefined;
  try {
    store = await openFor(options);
    const studio = createStudio(options.projectDir, { store, drawPool, sessionId });
    if (options.access === "own") await takeOver(studio);
    return await use(studio);
  } finally {
    await drawPool.close();
    await store?.close();
    lock?.release();
  }
}

/** What a new owner does first: lost attempts go back to the queue, and editors find today's schemas. */
async function takeOver(studio: Studio): Promise<void> {
  await recover(studio);
  await writeProjectSchemas(studio.projectDir);
}

async function own(options: OpenOptions, sessionId: string): Promise<OwnerLock> {
  const info = { pid: process.pid, command: options.command, startedAtMs: Date.now(), sessionId };
  return await acquireOwner(join(options.projectDir, ".touchstone"), info);
}

async function openFor({ projectDir, access }: OpenOptions): Promise<Store | undefined> {
  if (access === "files") return undefined;
  const { records, storeDir } = await loadProject({ projectDir });
  return await openStore({ dir: storeDir, projectId: records.project.id, access: access === "own" ? "owner" : "read" });
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
    drawSeed: () => Number(randomBytes(8).readBigUInt64BE() >> 11n),
  };
}

/** Time of the newest event: ids made after a restart sort after it, even when the clock was set back. */
function latestEventMs(store: Store | undefined): number {
  const head = store?.head().seq ?? 0;
  return head === 0 ? 0 : (store?.readEvents({ since: head - 1, limit: 1 }).events[0]?.ts ?? 0);
}
