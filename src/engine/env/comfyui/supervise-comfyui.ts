import { rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { writeRecord } from "../../../adapters/generations/records.ts";
import { identify } from "../../../adapters/processes/process-identity.ts";
import { readLastLines } from "../../../adapters/processes/rotate-log.ts";
import { decideRestart } from "../../../core/env/observation/decide-restart.ts";
import { plainLine } from "../../../core/env/observation/plain-line.ts";
import type { ProcessRecord } from "../../../core/env/process-record.ts";
import { TouchstoneError } from "../../../core/errors.ts";
import { liveOnce } from "./live-once.ts";
import { isAsBuilt } from "../production.ts";
import type { Supervision, Supervisor } from "./supervision.ts";

/**
 * Starts ComfyUI and keeps it healthy until `signal`: one that died, fell silent or works on nothing is started again, with
 * pauses that grow. What it does stands in `state/process.json` as long as it lasts.
 *
 * @returns How often it was started again.
 * @throws TouchstoneError COMFYUI_NOT_STARTED where it never served, or went wrong too often in a row.
 */
export async function superviseComfyui(studio: Supervisor, supervision: Supervision): Promise<{ readonly restarts: number }> {
  const { home, timing, signal } = supervision;
  let record = await beginRecord(studio, supervision);
  let [failures, hasServed] = [0, false];
  try {
    for (;;) {
      // At each start: that is when packs are read.
      record = { ...record, isEdited: !(await isAsBuilt(home, supervision.generation.number)) };
      const life = await liveOnce(studio, supervision, record);
      if (life.end === "stopped") return { restarts: record.restarts };
      hasServed ||= life.healthyMs !== null;
      failures = (life.healthyMs ?? 0) >= timing.restarts.calmMs ? 1 : failures + 1;
      const pauseMs = hasServed ? decideRestart(failures, timing.restarts) : null;
      if (pauseMs === null) throw await notStarted(supervision, life.end, failures);
      record = { ...record, comfyui: null, health: "unhealthy", restarts: record.restarts + 1 };
      await writeRecord(home.process, record);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return { restarts: record.restarts };
    }
  } finally {
    await rm(home.process, { force: true });
  }
}

async function beginRecord(studio: Supervisor, { home, port, generation, log }: Supervision): Promise<ProcessRecord> {
  return {
    format: "touchstone.process/1",
    supervisor: (await identify(process.pid)) ?? { pid: process.pid, startTicks: "" },
    comfyui: null,
    health: "starting",
    port,
    url: `http://127.0.0.1:${port}`,
    generation: generation.number,
    envId: generation.envId,
    isEdited: false,
    log: log.slice(home.dir.length + 1).replaceAll("\\", "/"),
    startedAtMs: studio.nowMs(),
    restarts: 0,
  };
}

/** How much of the log is shown with a failure. */
const LAST_LINES = 6;
const LAST_BYTES = 16 * 1024;

async function notStarted({ log }: Supervision, why: string, failures: number): Promise<TouchstoneError> {
  const lines = await readLastLines(log, LAST_LINES, LAST_BYTES);
  const times = failures > 1 ? `, ${failures} times in a row` : "";
  const said =
    lines.length === 0 ? "" : `; its last words: ${lines.map((line) => `\`${plainLine(line).slice(0, 200)}\``).join(" ")}`;
  return new TouchstoneError("COMFYUI_NOT_STARTED", `ComfyUI ${why}${times}${said}`, {
    hint: `Read \`${log}\`, or roll back; see docs/guides/environment.md#comfyui`,
  });
}
