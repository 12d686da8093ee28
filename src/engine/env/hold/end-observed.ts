import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeRecord } from "../../../adapters/generations/records.ts";
import { identify, signalIfSame } from "../../../adapters/processes/process-identity.ts";
import type { EnvHome } from "../env-home.ts";

/** Which process is observed: one that outlives a killed command can be told apart from whoever has its number later. */
const Observed = z.object({ pid: z.int().min(2), startTicks: z.string().min(1) });

/** Where an observed ComfyUI writes what is nobody's afterwards, and who it is. */
export function observingDir(home: EnvHome): string {
  return join(home.state, "observing");
}

/** Notes the process that is observed. */
export async function noteObserved(home: EnvHome, pid: number): Promise<void> {
  const identity = await identify(pid);
  if (identity !== null) await writeRecord(join(observingDir(home), "process.json"), identity);
}

/**
 * Ends the ComfyUI of an observation whose command was killed, and removes what it wrote. The environment's lock must be held:
 * then nobody observes now.
 */
export async function endObserved(home: EnvHome): Promise<void> {
  const text = await readFile(join(observingDir(home), "process.json"), "utf8").catch(() => "null");
  const observed = Observed.safeParse(parseOrNull(text)).data;
  if (observed !== undefined) await signalIfSame(observed, "SIGKILL");
  await rm(observingDir(home), { recursive: true, force: true });
}

/** What a kill left half written names nobody. */
function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
