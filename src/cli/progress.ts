import type { Step } from "../engine/step.ts";
import type { Paint } from "./paint.ts";

/** Where progress is shown. */
export interface ProgressOutput {
  readonly terminal: boolean;
  write(text: string): void;
  elapsedMs(): number;
}

/** Shows long work as it goes on: one live line on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  onStep(step: Step): void;
  /** Clears the live line, so that what follows starts clean. */
  finish(): void;
}

/** Redraws at most ten times a second; plain lines at most every five seconds. */
const REDRAW_MS = 100;
const PLAIN_MS = 5000;

export function createProgress(output: ProgressOutput, paint: Paint): Progress {
  const jobs = new Map<string, Step>();
  const begunMs = output.elapsedMs();
  let shownMs = -Infinity;
  const show = (): void => {
    const line = progressLine([...jobs.values()], output.elapsedMs() - begunMs, paint);
    output.write(output.terminal ? `\r\u001b[2K${line}` : `${line}\n`);
  };
  return {
    onStep(step) {
      jobs.set(step.jobId, step);
      const nowMs = output.elapsedMs();
      if (nowMs - shownMs < (output.terminal ? REDRAW_MS : PLAIN_MS)) return;
      shownMs = nowMs;
      show();
    },
    finish() {
      if (jobs.size === 0) return;
      if (output.terminal) output.write("\r\u001b[2K");
      else show();
    },
  };
}

/** E.g. `▰▰▰▱▱▱▱▱▱▱ 34/112 images · 5/18 specs · about 2 s left · lantern-walk`. */
export function progressLine(steps: readonly Step[], elapsedMs: number, paint: Paint): string {
  const done = steps.reduce((sum, step) => sum + step.done, 0);
  const total = steps.reduce((sum, step) => sum + step.total, 0);
  const finished = steps.filter((step) => step.step === "finished").length;
  const filled = total === 0 ? 0 : Math.floor((done * BAR) / total);
  const bar = paint.gold("▰".repeat(filled)) + paint.dim("▱".repeat(BAR - filled));
  const latest = steps.findLast((step) => step.step !== "finished")?.specId;
  const parts = [
    `${done}/${total} images`,
    `${finished}/${steps.length} specs`,
    etaText(done, total, elapsedMs),
    ...(latest === undefined ? [] : [latest]),
  ];
  return `${bar} ${parts.join(" · ")}`;
}

const BAR = 10;

function etaText(done: number, total: number, elapsedMs: number): string {
  if (done === 0) return "time left not known yet";
  const leftMs = (elapsedMs / done) * (total - done);
  return leftMs < 1000 ? "less than 1 s left" : `about ${Math.round(leftMs / 1000)} s left`;
}
