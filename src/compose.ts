import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { availableParallelism, homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ComfyTiming } from "./adapters/comfyui/open-server.ts";
import { BUILTIN_RENDERER } from "./adapters/procedural/draw.ts";
import { buildStudio } from "./adapters/files/build-studio.ts";
import { refreshMachineFolder } from "./adapters/files/refresh-machine-folder.ts";
import { readStudioFiles } from "./adapters/files/studio-files.ts";
import { readTraceViewer } from "./adapters/files/read-trace-viewer.ts";
import { openBuiltinBackend } from "./adapters/procedural/builtin-backend.ts";
import { openDrawPool } from "./adapters/procedural/draw-pool.ts";
import { MACHINE_FOLDER } from "./core/authored/project-layout.ts";
import { createIds } from "./core/canonical/ids.ts";
import { TouchstoneError } from "./core/errors.ts";
import { ENV_FOLDER } from "./engine/env/env-home.ts";
import { createEnvRuns } from "./engine/env/tell/env-runs.ts";
import { openFleet } from "./engine/fleet/open-fleet.ts";
import { wasAtWork } from "./engine/fleet/was-at-work.ts";
import { createPreviews } from "./engine/previews.ts";
import { countRendering } from "./engine/work/describe-work.ts";
import { createBackground } from "./engine/background.ts";
import { openPlayThread } from "./engine/playtest/play-thread.ts";
import { createPlaytestRuns } from "./engine/playtest/playtest-runs.ts";
import { locateStore } from "./engine/project.ts";
import { readVersion } from "./engine/read-version.ts";
import { recover } from "./engine/recover.ts";
import { createSerialQueue } from "./engine/serial-queue.ts";
import type { Studio } from "./engine/studio.ts";
import { useAndClose } from "./engine/use-and-close.ts";
import type { Access } from "./engine/verb.ts";
import { trialsFolderOf } from "./engine/trials/run-files.ts";
import { createTrialRuns } from "./engine/trials/trial-runs.ts";
import { createCrew } from "./engine/work/crew-state.ts";
import { acquireOwner, findLiveOwner } from "./store/owner-lock.ts";
import { openStore, type Store } from "./store/store.ts";

/** Where and how a project is opened. */
export interface OpenOptions {
  readonly projectDir: string;
  readonly access: Access;
  /** The command line, told to others who find the folder owned. */
  readonly command: string;
  /** How long ComfyUI servers may take; tests are less patient. */
  readonly timing?: ComfyTiming;
}

/** The project's folder, searched upwards or named; PROJECT_NOT_FOUND when there is none. */
export { findProjectDir, requireProjectDir } from "./adapters/files/find-project-dir.ts";

/** Builds everything impure for one project, hands it to `use`, and closes it whatever happens. */
export async function withStudio<T>(options: OpenOptions, use: (studio: Studio) => Promise<T>): Promise<T> {
  const sessionId = randomUUID();
  return await useAndClose(async (opened) => {
    const owner = { pid: process.pid, command: options.command, startedAtMs: Date.now() };
    const lock = isOwner(options)
      ? await acquireOwner(join(options.projectDir, MACHINE_FOLDER), { ...owner, sessionId })
      : undefined;
    opened(() => lock?.release());
    const store = await openFor(options);
    opened(() => store?.close());
    const drawPool = openDrawPool(Math.max(1, availableParallelism() - 1));
    opened(() => drawPool.close());
    const [playThread, lookThread] = [openPlayThread(), openPlayThread()];
    opened(() => playThread.close());
    opened(() => lookThread.close());
    const studio = createStudio(options, {
      store,
      drawPool,
      playThread,
      lookThread,
      sessionId,
      owner,
      announce: lock && ((where) => lock.announce(where)),
    });
    opened(() => studio.fleet.close());
    opened(() => studio.background.stop());
    if (options.access === "own") await takeOver(studio);
    return await use(studio);
  });
}

/** What a new owner does first: lost attempts go back to the queue, trials that were run and changes of the environment meanwhile are told, and editors find today's schemas. */
async function takeOver(studio: Studio): Promise<void> {
  await recover(studio);
  if (existsSync(trialsFolderOf(studio.projectDir))) {
    const { tellTrialRuns } = await import("./engine/trials/tell-runs.ts");
    await tellTrialRuns(studio);
  }
  if (existsSync(join(studio.projectDir, ENV_FOLDER))) {
    const { tellEnv } = await import("./engine/env/tell/tell-env.ts");
    await tellEnv(studio);
  }
  await refreshMachineFolder(studio.projectDir);
}

function isOwner({ access }: OpenOptions): boolean {
  return access === "hold" || access === "own";
}

async function openFor({ projectDir, access }: OpenOptions): Promise<Store | undefined> {
  if (access === "files" || access === "hold") return undefined;
  return await openStore({ ...(await locateStore({ projectDir })), access: access === "own" ? "owner" : "read" });
}

/** Names the ComfyUI server to use instead of those of the project's file; `--backend` goes before it. */
const BACKEND_VARIABLE = "TOUCHSTONE_COMFYUI_URL";

type Parts = Pick<Studio, "store" | "drawPool" | "playThread" | "lookThread" | "sessionId" | "owner" | "announce">;

function createStudio({ projectDir, timing }: OpenOptions, parts: Parts): Studio {
  const nowMs = (): number => Date.now();
  const elapsedMs = (): number => performance.now();
  const newId = createIds({ nowMs, randomUint32: () => randomBytes(4).readUInt32BE() }, latestEventMs(parts.store));
  const crew = createCrew();
  const fleet = openFleet({
    projectDir,
    builtin: { backend: openBuiltinBackend(parts.drawPool, elapsedMs), version: BUILTIN_RENDERER },
    environment: process.env[BACKEND_VARIABLE] ?? "",
    loadOpener: async () => {
      const { openServer } = await import("./adapters/comfyui/open-server.ts");
      return (config) => ({
        ...openServer(config, { nowMs, newId, timing, digestsFile: join(projectDir, MACHINE_FOLDER, MODEL_DIGESTS_FILE) }),
        wasUp: parts.store !== undefined && wasAtWork(parts.store, config.id),
      });
    },
    countRendering: (id) => countRendering({ crew }, id),
    nowMs,
  });
  // A backend that comes back is noticed at once by whatever waits for it.
  fleet.onChange(crew.bell.ring);
  return {
    ...parts,
    fleet,
    viewing: { leases: [] },
    previews: createPreviews(),
    playtests: createPlaytestRuns(),
    trials: createTrialRuns(),
    env: createEnvRuns(),
    projectDir,
    memory: { files: new Map(), reading: undefined, lock: undefined },
    templatesDir: fileURLToPath(new URL("../examples", import.meta.url)),
    version: readVersion(),
    builtinRenderer: BUILTIN_RENDERER,
    machine: { variables: process.env, toolCache: toolCacheOf(process.env) },
    nowMs,
    elapsedMs,
    newId,
    crew,
    background: createBackground(reportLost),
    alone: createSerialQueue(),
    drawSeed: () => Number(randomBytes(8).readBigUInt64BE() >> 11n),
  };
}

/** Where fetched tools lie, as the XDG directories say. */
function toolCacheOf({ XDG_CACHE_HOME: cache }: NodeJS.ProcessEnv): string {
  return join(cache === undefined || cache === "" ? join(homedir(), ".cache") : cache, "touchstone", "tools");
}

/** Digests of model files that were read before: a file of some gigabytes is not read again for each run. */
const MODEL_DIGESTS_FILE = "model-digests.json";

/** A failure of work that nobody waits for any more: at least it is said. */
function reportLost(error: unknown): void {
  const words = error instanceof TouchstoneError ? `${error.message} [${error.code}]` : error;
  process.stderr.write(`touchstone: work in the background failed: ${String(words instanceof Error ? words.stack : words)}\n`);
}

/** The Studio as built; in a checkout it is built first where its sources have changed. */
export async function loadStudioFiles(): Promise<Awaited<ReturnType<typeof readStudioFiles>>> {
  await buildStudio(fileURLToPath(new URL("..", import.meta.url)));
  return await readStudioFiles(fileURLToPath(new URL("../dist/studio", import.meta.url)));
}

/** The trace view as built; in a checkout it is built first where its sources have changed. */
export async function loadTraceViewer(): Promise<Awaited<ReturnType<typeof readTraceViewer>>> {
  await buildStudio(fileURLToPath(new URL("..", import.meta.url)));
  return await readTraceViewer(fileURLToPath(new URL("../dist/trace-view", import.meta.url)));
}

/** Where the owner of a project serves its verbs, and the token to send; undefined when none does. */
export function findServer(projectDir: string): { readonly url: string; readonly token: string } | undefined {
  const { url, token } = findLiveOwner(join(projectDir, MACHINE_FOLDER)) ?? {};
  return url === undefined || token === undefined ? undefined : { url, token };
}

/** Time of the newest event: ids made after a restart sort after it, even when the clock was set back. */
function latestEventMs(store: Store | undefined): number {
  const head = store?.head().seq ?? 0;
  return head === 0 ? 0 : (store?.readEvents({ since: head - 1, limit: 1 }).events[0]?.ts ?? 0);
}
