import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { withStudio } from "../../../src/compose.ts";
import type { EventType } from "../../../src/core/events/event.ts";
import { storeOf } from "../../../src/engine/studio.ts";
import type { Store } from "../../../src/store/store.ts";
import { type Cast, writeDraftProject } from "./sample-project.ts";
import { reportOf, runDriver } from "./start-driver.ts";

/** Writes a cast's project with all specs ready. */
export async function createReadyProject(cast: Cast, inDir: string): Promise<string> {
  const projectDir = path.join(inDir, "project");
  writeDraftProject(projectDir, cast);
  const task = { projectDir, verb: "spec.ready", input: { specs: [], all: true }, ledgerFile: `${projectDir}.ledger` } as const;
  const { code, message } = reportOf(await runDriver(task));
  if (code !== null) throw new Error(message);
  return projectDir;
}

/** Waits until the project's log has an event of a type that another process is to write. */
export async function waitForEvent(projectDir: string, type: EventType): Promise<void> {
  for (let look = 0; look < 1000; look++) {
    const hasIt = await withStudio({ projectDir, access: "read", command: "wait" }, async (studio) => {
      return storeOf(studio).readEvents({ since: 0, limit: 1, types: [type] }).events.length > 0;
    });
    if (hasIt) return;
    await sleep(20);
  }
  throw new Error(`no ${type} came`);
}

/** Owns a project's folder for a while, as one process after the other does. */
export async function withOwnStore<T>(projectDir: string, use: (store: Store) => Promise<T>): Promise<T> {
  const options = { projectDir, access: "own", command: "a test" } as const;
  return await withStudio(options, async (studio) => await use(storeOf(studio)));
}
