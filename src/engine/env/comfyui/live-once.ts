import { setTimeout as sleep } from "node:timers/promises";
import { type Http, openHttp } from "../../../adapters/comfyui/http.ts";
import { waitForComfyui } from "../../../adapters/comfyui/wait-for-comfyui.ts";
import { writeRecord } from "../../../adapters/generations/records.ts";
import { signalGroup } from "../../../adapters/processes/end-group.ts";
import { readCpuMs } from "../../../adapters/processes/process-identity.ts";
import { rotateLog } from "../../../adapters/processes/rotate-log.ts";
import { type ProgramExit, startProgram, type StartedProgram } from "../../../adapters/processes/start-program.ts";
import { fieldOf, listIn } from "../../../core/comfyui/fields.ts";
import { type HealthLook, judgeHealth, NO_HEALTH, type Sickness } from "../../../core/env/observation/judge-health.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import { prepareComfyui } from "./prepare-comfyui.ts";
import type { Supervision, Supervisor } from "./supervision.ts";

/** How one start of ComfyUI went. */
export interface Life {
  /** `stopped` where the signal did it; else what went wrong, to be read behind `ComfyUI`. */
  readonly end: string;
  /** For how long it served; null where it never did. */
  readonly healthyMs: number | null;
}

/** Starts ComfyUI once, watches it, and sees to it that nothing of it is left. */
export async function liveOnce(studio: Supervisor, supervision: Supervision, record: ProcessRecord): Promise<Life> {
  const { comfyuiDir, generation, port, extraArgs, log, timing } = supervision;
  const place = { comfyuiDir, generation: generation.dir, scratchDir: null, port, extraArgs, machine: studio.machine };
  const started = await startProgram({ ...(await prepareComfyui(place)), log }).catch((error: unknown) => whyNot(error));
  if (typeof started === "string") return { end: started, healthyMs: null };
  const http = openHttp({ url: record.url, secure: false, host: "127.0.0.1", port });
  try {
    return await watch(studio, supervision, { started, http, record: { ...record, comfyui: started.identity } });
  } finally {
    await http.close();
    await endProgram(started, timing.graceMs);
  }
}

function whyNot(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string")
    return `could not be started: ${error.message}`;
  throw error;
}

interface Living {
  readonly started: StartedProgram;
  readonly http: Http;
  readonly record: ProcessRecord;
}

async function watch(studio: Supervisor, supervision: Supervision, living: Living): Promise<Life> {
  const { home, timing, signal, generation, onHealthy } = supervision;
  const { started, http, record } = living;
  const death = new AbortController();
  let exit: ProgramExit | undefined;
  void started.exited.then((how) => {
    exit = how;
    death.abort();
  });
  await writeRecord(home.process, { ...record, health: "starting" });
  const over = AbortSignal.any([death.signal, signal]);
  const starting = AbortSignal.any([over, AbortSignal.timeout(timing.startMs)]);
  const first = await waitForComfyui(http, { signal: starting, word: generation.dir });
  const endOf = (otherwise: string): string => (signal.aborted ? "stopped" : exit === undefined ? otherwise : describe(exit));
  if (first === null) return { end: endOf(`did not serve within ${timing.startMs / 1000} seconds`), healthyMs: null };
  const sinceMs = studio.elapsedMs();
  const running: ProcessRecord = { ...record, health: "running" };
  // First what follows from it: whoever reads that it runs finds its backend named.
  await onHealthy(running);
  await writeRecord(home.process, running);
  const sickness = await lookUntilSick(studio, supervision, { ...living, record: running, over });
  return { end: endOf(sickness === null ? "ended" : SICK[sickness]), healthyMs: studio.elapsedMs() - sinceMs };
}

const SICK: Readonly<Record<NonNullable<Sickness>, string>> = {
  silent: "does not answer any more",
  zombie: "answers, and works on nothing that waits",
};

function describe({ exitCode, signal }: ProgramExit): string {
  return exitCode === null ? `was ended by ${signal ?? "a signal"}` : `exited with ${exitCode}`;
}

/** Looks at it again and again. @returns null when `over` came first. */
async function lookUntilSick(
  studio: Supervisor,
  { home, log, timing }: Supervision,
  { http, record, started, over }: Living & { readonly over: AbortSignal },
): Promise<Sickness> {
  let [memory, written] = [NO_HEALTH, record];
  while (!over.aborted) {
    const queue = await askQueue(http, timing.answerMs);
    const look: HealthLook = { atMs: studio.elapsedMs(), queue, cpuMs: await readCpuMs(started.identity.pid) };
    const judged = judgeHealth(memory, look, timing.health);
    memory = judged.memory;
    if (over.aborted) return null;
    const health = queue === null || judged.sickness !== null ? "unhealthy" : "running";
    if (health !== written.health) await writeRecord(home.process, (written = { ...written, health }));
    if (judged.sickness !== null) return judged.sickness;
    await rotateLog(log, timing.logMaxBytes);
    await sleep(timing.lookMs, undefined, { signal: over }).catch(() => undefined);
  }
  return null;
}

async function askQueue(http: Http, timeoutMs: number): Promise<HealthLook["queue"]> {
  const answer = await http.ask({ method: "GET", path: "/queue", timeoutMs }).catch(() => null);
  if (answer?.status !== 200) return null;
  const running = listIn(fieldOf(answer.body, "queue_running")).map((item) => String(listIn(item)[1]));
  return { running, pending: listIn(fieldOf(answer.body, "queue_pending")).length };
}

/** Asks it to end, then ends it; what is left of its group is killed in any case. */
async function endProgram({ identity, exited }: StartedProgram, graceMs: number): Promise<void> {
  signalGroup(identity.pid, "SIGTERM");
  const grace = sleep(graceMs, "late" as const, { ref: false });
  if ((await Promise.race([exited, grace])) === "late") signalGroup(identity.pid, "SIGKILL");
  await exited;
  signalGroup(identity.pid, "SIGKILL");
}
