import type { Step } from "../engine/step.ts";
import type { Paint } from "./paint.ts";
import { barOf, etaText, fitLine, wholeSeconds } from "./progress-parts.ts";

/** Where progress is shown. */
export interface ProgressOutput {
  readonly terminal: boolean;
  /** Characters that fit on a line now. */
  columns(): number;
  write(text: string): void;
  elapsedMs(): number;
}

/** Shows long work as it goes on: one live line on a terminal, a plain line now and then elsewhere. */
export interface Progress {
  readonly onStep: (step: Step) => void;
  /** Ends it: clears the live line, or says in a last plain line how far the work came. */
  readonly finish: () => void;
}

/** Redraws at most ten times a second; plain lines at most every five seconds. */
const REDRAW_MS = 100;
const PLAIN_MS = 5000;

/** Steps before any work: while jobs are accepted one by one, their sum is not known yet. */
const ACCEPTING: ReadonlySet<Step["step"]> = new Set(["planned", "queued"]);

export function createProgress(output: ProgressOutput, paint: Paint): Progress {
  const jobs = new Map<string, Step>();
  const everyMs = output.terminal ? REDRAW_MS : PLAIN_MS;
  let begunMs: number | undefined;
  let shownMs = -Infinity;
  return {
    onStep(step) {
      // Put at the end, so that the last one is the one that moved last.
      jobs.delete(step.jobId);
      jobs.set(step.jobId, step);
      if (ACCEPTING.has(step.step)) return;
      const nowMs = output.elapsedMs();
      begunMs ??= nowMs;
      // Without a terminal the first line waits its turn too: short work then leaves one line, its last.
      if (nowMs - (output.terminal ? shownMs : Math.max(shownMs, begunMs)) < everyMs) return;
      shownMs = nowMs;
      const line = progressLine([...jobs.values()], nowMs - begunMs, paint);
      output.write(output.terminal ? `\r\u001b[2K${fitLine(line, output.columns())}` : `${line.join(" · ")}\n`);
    },
    finish() {
      if (begunMs === undefined) return;
      const tookMs = output.elapsedMs() - begunMs;
      const [counted = ""] = progressLine([...jobs.values()], tookMs, paint);
      output.write(
        output.terminal
          ? "\r\u001b[2K"
          : `${counted} · ${tookMs < 10_000 ? `${(tookMs / 1000).toFixed(1)} s` : wholeSeconds(tookMs)}\n`,
      );
    },
  };
}

/**
 * The parts of a progress line, from what matters most to what may be left out, e.g.
 * `["▰▰▰▱▱▱▱▱▱▱ 34/112 images of 18 specs", "about 2 s left", "5 specs finished", "lantern-walk"]`.
 */
function progressLine(steps: readonly Step[], elapsedMs: number, paint: Paint): readonly string[] {
  const done = steps.reduce((sum, step) => sum + step.done, 0);
  const total = steps.reduce((sum, step) => sum + step.total, 0);
  const open = new Set(steps.filter((step) => step.step !== "finished").map((step) => step.specId));
  const specs = new Set(steps.map((step) => step.specId)).size;
  const bar = barOf(total === 0 ? 0 : done / total, paint);
  const latest = steps.findLast((step) => step.step !== "finished");
  const begun = steps.reduce((sum, step) => sum + (step.image?.fraction ?? 0), 0);
  return [
    `${bar} ${done}/${total} images of ${specs} ${specs === 1 ? "spec" : "specs"}`,
    etaText({ done: Math.min(total, done + begun), total, elapsedMs }),
    `${specs - open.size} finished`,
    ...(latest === undefined ? [] : [latestText(latest)]),
  ];
}

/** The spec that moved last; with how far its image is and where, when its backend says so, e.g. `lantern 45 % on studio-pc`. */
function latestText({ specId, image }: Step): string {
  if (image === undefined || image.fraction === null) return specId;
  return `${specId} ${Math.floor(image.fraction * 100)} % on ${image.backend}`;
}
