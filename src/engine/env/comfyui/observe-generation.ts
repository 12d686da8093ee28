import { existsSync } from "node:fs";
import { join } from "node:path";
import { countedFailures, decideOutcome } from "../../../core/env/observation/decide-outcome.ts";
import type { Observation } from "../../../core/env/observation/observation.ts";
import { compareClasses } from "../../../core/env/observation/pack-classes.ts";
import { readImportFailures } from "../../../core/env/observation/read-import-failures.ts";
import { endObserved } from "../hold/end-observed.ts";
import { envHomeOf } from "../env-home.ts";
import type { Observer, ObserveRequest } from "./observe-request.ts";
import { writeClasses } from "./read-classes.ts";
import { type Watched, watchCandidate } from "./watch-candidate.ts";

/** Exit code of Python for a program that is not there. */
const NOT_THERE = 2;
/** Somebody took the free port before ComfyUI did. */
const PORT_TAKEN = /port \d+ is already in use|address already in use/i;
const PORT_TRIES = 3;

/**
 * Starts a generation's ComfyUI beside whatever runs, on a free loopback port and with folders of its own to write in, until it
 * has answered `/system_stats` and `/object_info`, has ended, or `seconds` are over; then ends it.
 *
 * @throws the signal's reason. Everything that ComfyUI does, or fails to do, is the answer.
 */
export async function observeGeneration(studio: Observer, request: ObserveRequest): Promise<Observation> {
  const startMs = studio.elapsedMs();
  const since = (): number => Math.round(studio.elapsedMs() - startMs);
  if (!existsSync(join(request.comfyuiDir, "main.py"))) return { ...NOT_RUN, durationMs: since() };
  const home = envHomeOf(studio.projectDir);
  // Who observes holds the environment: whoever is there was left by a kill.
  await endObserved(home);
  try {
    const watched = await watchPatiently(studio, request);
    const importFailures = readImportFailures(watched.lines);
    const found = {
      ...watched,
      importFailures,
      failedBefore: failedBefore(request),
      hasBaseServed: request.baseClasses !== null,
    };
    if (watched.classes !== null) {
      const failed = importFailures.map(({ node }) => node);
      await writeClasses(home, request.number, { byPack: watched.classes, failed });
    }
    return {
      ...decideOutcome(found),
      exitCode: watched.ended?.exitCode ?? null,
      importFailures: [...countedFailures(found)],
      nodeClasses: watched.classes === null ? null : compareClasses(request.baseClasses?.byPack ?? null, watched.classes),
      comfyuiVersion: watched.version,
      durationMs: since(),
    };
  } finally {
    await endObserved(home);
  }
}

const NOT_RUN: Omit<Observation, "durationMs"> = {
  outcome: "not_run",
  exitCode: NOT_THERE,
  isGood: false,
  importFailures: [],
  nodeClasses: null,
  comfyuiVersion: null,
};

async function watchPatiently(studio: Observer, request: ObserveRequest): Promise<Watched> {
  for (let tries = 1; ; tries += 1) {
    const watched = await watchCandidate(studio, request);
    const isTaken = watched.ended !== null && !watched.hasAnswered && watched.lines.some((line) => PORT_TAKEN.test(line));
    if (!isTaken || tries === PORT_TRIES) return watched;
  }
}

function failedBefore({ baseClasses, nodeId }: ObserveRequest): readonly string[] {
  return (baseClasses?.failed ?? []).filter((pack) => pack !== nodeId);
}
