import type { TrialProgress } from "../engine/trials/run-options.ts";
import type { Paint } from "./paint.ts";
import type { ProgressOutput } from "./progress.ts";
import { barOf, etaText, fitLine } from "./progress-parts.ts";

/** Shows a run of trials as it goes on: one live line on a terminal, a plain line now and then elsewhere. */
export interface TrialProgressShown {
  readonly onProgress: (progress: TrialProgress) => void;
  /** Takes the live line away. */
  readonly finish: () => void;
}

/** Redraws at most ten times a second; plain lines at most every five seconds. */
const REDRAW_MS = 100;
const PLAIN_MS = 5000;

export function showTrialProgress(output: ProgressOutput, paint: Paint): TrialProgressShown {
  const everyMs = output.terminal ? REDRAW_MS : PLAIN_MS;
  const begunMs = output.elapsedMs();
  let shownMs = output.terminal ? -Infinity : begunMs;
  let isShown = false;
  return {
    onProgress(progress) {
      const nowMs = output.elapsedMs();
      if (nowMs - shownMs < everyMs) return;
      shownMs = nowMs;
      isShown = true;
      const parts = partsOf(progress, { elapsedMs: nowMs - begunMs, paint });
      output.write(output.terminal ? `\r\u001b[2K${fitLine(parts, output.columns())}` : `${parts.join(" · ")}\n`);
    },
    finish() {
      if (isShown && output.terminal) output.write("\r\u001b[2K");
    },
  };
}

/** From what matters most to what may be left out, e.g. `34/112 trials`, `about 2 s left`, `refund 9/12 passed`. */
function partsOf(
  { done, total, scenarios }: TrialProgress,
  { elapsedMs, paint }: { readonly elapsedMs: number; readonly paint: Paint },
): readonly string[] {
  const bar = barOf(total === 0 ? 0 : done / total, paint);
  const begun = scenarios.filter((scenario) => scenario.done > 0);
  // The one that moves comes first: a line may not have room for all.
  const open = begun.filter((scenario) => scenario.done < scenario.total);
  const ended = begun.filter((scenario) => scenario.done >= scenario.total);
  return [`${bar} ${done}/${total} trials`, etaText({ done, total, elapsedMs }), ...[...open, ...ended].map(rateText)];
}

function rateText({ name, passed, done, infra }: TrialProgress["scenarios"][number]): string {
  const unknown = infra === 0 ? "" : `, ${infra} unknown`;
  return `${name} ${passed}/${done - infra} passed${unknown}`;
}
