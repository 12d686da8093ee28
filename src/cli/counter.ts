import type { PlayProgress } from "../engine/playtest/play-progress.ts";
import type { Paint } from "./paint.ts";
import type { ProgressOutput } from "./progress.ts";
import { barOf, etaText, fitLine, wholeSeconds } from "./progress-parts.ts";

/** Shows how far counted work is: one live line on a terminal, a plain line now and then elsewhere. */
export interface Counter {
  readonly show: (progress: PlayProgress) => void;
  /** Ends it: clears the live line. */
  readonly finish: () => void;
}

/** Redraws at most ten times a second; plain lines at most every five seconds. Short work says nothing. */
const REDRAW_MS = 100;
const PLAIN_MS = 5000;

export function createCounter(output: ProgressOutput, paint: Paint): Counter {
  const begunMs = output.elapsedMs();
  const everyMs = output.terminal ? REDRAW_MS : PLAIN_MS;
  let shownMs = begunMs;
  let isShown = false;
  return {
    show(progress) {
      const nowMs = output.elapsedMs();
      if (nowMs - shownMs < everyMs) return;
      shownMs = nowMs;
      isShown = true;
      const parts = partsOf(progress, nowMs - begunMs, paint);
      output.write(output.terminal ? `\r\u001b[2K${fitLine(parts, output.columns())}` : `${parts.join(" · ")}\n`);
    },
    finish() {
      if (isShown && output.terminal) output.write("\r\u001b[2K");
    },
  };
}

/** E.g. `["▰▰▱… 12/40 plays", "about 2 s left"]`; where nobody knows how many there are, how long it took so far. */
function partsOf({ done, total, unit }: PlayProgress, elapsedMs: number, paint: Paint): readonly string[] {
  if (total === null) return [`${done} ${unit}`, wholeSeconds(elapsedMs)];
  return [`${barOf(total === 0 ? 0 : done / total, paint)} ${done}/${total} ${unit}`, etaText({ done, total, elapsedMs })];
}
