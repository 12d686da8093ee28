import { setTimeout as sleep } from "node:timers/promises";
import { askForJson } from "../../../adapters/comfyui/ask-for-json.ts";
import { openHttp } from "../../../adapters/comfyui/http.ts";
import { type FirstAnswer, waitForComfyui } from "../../../adapters/comfyui/wait-for-comfyui.ts";
import { findFreePort } from "../../../adapters/processes/find-free-port.ts";
import { runProgram } from "../../../adapters/processes/run-program.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { type ClassesByPack, classesByPack } from "../../../core/env/observation/pack-classes.ts";
import { plainLine } from "../../../core/env/observation/plain-line.ts";
import { envHomeOf, generationDir } from "../env-home.ts";
import type { ObserveRequest, Observer } from "./observe-request.ts";
import { noteObserved, observingDir } from "../hold/end-observed.ts";
import { prepareComfyui } from "./prepare-comfyui.ts";

/** What was seen of a candidate. */
export interface Watched {
  readonly hasAnswered: boolean;
  /** How it ended by itself; null where it was ended by us. */
  readonly ended: { readonly exitCode: number | null } | null;
  readonly version: string | null;
  readonly classes: ClassesByPack | null;
  /** What it printed, both streams as they came. */
  readonly lines: readonly string[];
}

/** What is kept of the output for finding failures. Guess: hundreds of packs print some thousand lines. */
const LINES_MAX = 20_000;
/** Lines that are looked for in any case: what prints without end must not hide that a pack failed. As many again at most. */
const TELLING = /custom nodes|comfy_entrypoint|startup-script|IMPORT FAILED|in use/;
/** How long it is watched after it has answered everything: some fall over then. Guess. */
const SETTLE_MS = 100;
/** The list of classes of hundreds of packs is computed for each request. */
const CATALOGUE_MS = 60_000;

/** Starts ComfyUI once, asks it, and ends it. @throws the request's signal's reason. */
export async function watchCandidate(studio: Observer, request: ObserveRequest): Promise<Watched> {
  const port = await findFreePort();
  const home = envHomeOf(studio.projectDir);
  const generation = generationDir(home, request.number);
  const start = await prepareComfyui({
    comfyuiDir: request.comfyuiDir,
    generation,
    scratchDir: observingDir(home),
    port,
    extraArgs: request.config.run.extra_args,
    machine: studio.machine,
  });
  const lines: string[] = [];
  let noted = Promise.resolve();
  const ending = new AbortController();
  const ended = runProgram({
    ...start,
    log: request.logs,
    signal: AbortSignal.any(request.signal === undefined ? [ending.signal] : [ending.signal, request.signal]),
    // Only the lines are looked at.
    maxBytes: 0,
    onStart: (pid) => void (noted = noteObserved(home, pid)),
    onLine: (line) => {
      if (lines.length < LINES_MAX || (lines.length < 2 * LINES_MAX && TELLING.test(line))) lines.push(line);
      request.onLine?.(plainLine(line));
    },
  }).then(
    ({ exitCode }) => ({ exitCode }),
    (error: unknown) => endOf(error, ending.signal, lines),
  );
  const answer = await askWhileItRuns({ port, generation }, ended, request.seconds);
  await noted;
  ending.abort();
  return { version: null, classes: null, ...answer, hasAnswered: answer !== null, ended: await ended, lines };
}

/** Null where we ended it. A Python that cannot be started is a crash that says why. */
function endOf(error: unknown, ending: AbortSignal, lines: string[]): Watched["ended"] {
  if (ending.aborted) return null;
  // Whoever asked it to stop is told so: it says nothing of the candidate.
  if (error instanceof TouchstoneError || !(error instanceof Error) || !("code" in error) || typeof error.code !== "string")
    throw error;
  lines.push(`ComfyUI could not be started: ${error.message}`);
  return { exitCode: null };
}

/** Null where it ended, or the time was over, before it had answered everything. */
async function askWhileItRuns(where: Candidate, ended: Promise<unknown>, seconds: number) {
  const stop = new AbortController();
  const end = (): void => stop.abort();
  void ended.then(end, end);
  const answer = await askCandidate(where, AbortSignal.any([stop.signal, AbortSignal.timeout(seconds * 1000)]));
  if (answer !== null) await sleep(SETTLE_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  return answer;
}

interface Candidate {
  readonly port: number;
  readonly generation: string;
}

async function askCandidate(
  { port, generation }: Candidate,
  signal: AbortSignal,
): Promise<(FirstAnswer & { classes: ClassesByPack }) | null> {
  const http = openHttp({ url: `http://127.0.0.1:${port}`, secure: false, host: "127.0.0.1", port });
  try {
    const first = await waitForComfyui(http, { signal, word: generation });
    if (first === null) return null;
    const catalogue = askForJson(http, { method: "GET", path: "/object_info", timeoutMs: CATALOGUE_MS });
    const aborted = new Promise<null>((resolve) => signal.addEventListener("abort", () => resolve(null), { once: true }));
    const info = await Promise.race([catalogue.catch(() => null), aborted]);
    const classes = classesByPack(info);
    // Every ComfyUI has classes of its own: an answer without any is none.
    return Object.keys(classes).length === 0 ? null : { ...first, classes };
  } finally {
    await http.close();
  }
}
