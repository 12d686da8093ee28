import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readLastLines } from "../../../adapters/processes/rotate-log.ts";
import { signalIfSame } from "../../../adapters/processes/process-identity.ts";
import { type StartedProgram, startProgram } from "../../../adapters/processes/start-program.ts";
import { findBackendsFile } from "../../backends-file.ts";
import { readBackends } from "../../../core/backends/read-backends.ts";
import { plainLine } from "../../../core/env/observation/plain-line.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import type { Studio } from "../../studio.ts";
import type { Caller } from "../../verb.ts";
import { ENV_BACKEND } from "./env-backend.ts";
import { readProcess } from "./read-process.ts";
import type { EnvRunAnswer } from "./run-answer.ts";
import type { RunTarget } from "./run-target.ts";

/** How often it is looked whether it serves. */
const LOOK_MS = 50;
const LAST_LINES = 8;
const LAST_BYTES = 16 * 1024;

/**
 * Starts a process of our own that watches ComfyUI, in a session of its own, and waits until that one serves.
 *
 * @throws TouchstoneError COMFYUI_NOT_STARTED with what that process said last; INTERRUPTED, then it is ended again.
 */
export async function runDetached(studio: Studio, target: RunTarget, caller: Caller): Promise<EnvRunAnswer> {
  const { home, port, log } = target;
  const words = join(home.logs, "supervisor.log");
  const started = await startProgram({
    program: process.execPath,
    args: [join(studio.templatesDir, "..", "bin", "touchstone.js"), ...commandOf(studio.projectDir, port)],
    cwd: studio.projectDir,
    variables: studio.machine.variables,
    log: words,
  });
  caller.onStep?.({ step: "starting", about: null, done: 0, total: 0, line: null });
  const record = await waitUntilServed(home, started, caller.signal);
  if (record === null) throw await failure(started, words, caller);
  started.letGo();
  const { url, comfyui, generation, envId, restarts } = record;
  const backend = readBackends(await findBackendsFile(studio.projectDir)).find((entry) => entry.url === url)?.id ?? ENV_BACKEND;
  return { url, pid: comfyui?.pid ?? 0, generation, envId, backend, log, restarts, isDetached: true };
}

function commandOf(projectDir: string, port: number): readonly string[] {
  return ["env", "run", "--project", projectDir, "--port", String(port), "--quiet"];
}

/** Null where it ended before, or the caller gave up. */
async function waitUntilServed(
  home: RunTarget["home"],
  { exited }: StartedProgram,
  signal: AbortSignal | undefined,
): Promise<ProcessRecord | null> {
  let isOver = false;
  void exited.then(() => (isOver = true));
  for (;;) {
    const { state, record } = await readProcess(home);
    if (state === "running" && record !== null) return record;
    if (isOver || signal?.aborted === true) return null;
    await sleep(LOOK_MS);
  }
}

async function failure({ identity, exited }: StartedProgram, words: string, { signal }: Caller): Promise<TouchstoneError> {
  await signalIfSame(identity, "SIGTERM");
  await exited;
  if (signal?.aborted === true) return new TouchstoneError("INTERRUPTED", "interrupted before ComfyUI served");
  const said = (await readLastLines(words, LAST_LINES, LAST_BYTES)).map(plainLine).join(" ");
  return new TouchstoneError("COMFYUI_NOT_STARTED", `ComfyUI did not start: ${said === "" ? "it does not say why" : said}`, {
    hint: "Read `env/state/logs/comfyui.log`, or roll back; see docs/guides/environment.md#comfyui",
  });
}
