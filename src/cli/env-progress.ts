import type { EnvStep } from "../engine/env/env-step.ts";
import type { Paint } from "./paint.ts";
import type { ProgressOutput } from "./progress.ts";
import { barOf, etaText, fitLine, wholeSeconds } from "./progress-parts.ts";

/** Shows long work on the environment: one live line on a terminal, a plain line now and then elsewhere. */
export interface EnvProgress {
  readonly onStep: (step: EnvStep) => void;
  /** Ends it: clears the live line, or says in a last plain line how long all of it took. */
  readonly finish: () => void;
}

/** Redraws at most ten times a second; plain lines at most every five seconds. */
const REDRAW_MS = 100;
const PLAIN_MS = 5000;

export function createEnvProgress(output: ProgressOutput, paint: Paint): EnvProgress {
  const { terminal } = output;
  const begunMs = output.elapsedMs();
  let shownMs = terminal ? -Infinity : begunMs;
  let latest: EnvStep | undefined;
  return {
    onStep(step) {
      const nowMs = output.elapsedMs();
      const isNews = step.step !== latest?.step || step.about !== latest.about;
      latest = step;
      if (nowMs - shownMs < (terminal ? REDRAW_MS : PLAIN_MS) && !(terminal && isNews)) return;
      shownMs = nowMs;
      const line = progressLine(step, nowMs - begunMs, paint);
      output.write(terminal ? `\r\u001b[2K${fitLine(line, output.columns())}` : `${line.join(" · ")}\n`);
    },
    finish() {
      if (latest === undefined) return;
      const tookMs = output.elapsedMs() - begunMs;
      // Without a terminal, short work leaves no line at all: its answer says what was done.
      if (terminal) output.write("\r\u001b[2K");
      else if (shownMs > begunMs) output.write(`${doing(latest)} · ${wholeSeconds(tookMs)} in all\n`);
    },
  };
}

const WORDS: Record<EnvStep["step"], string> = {
  waiting: "waiting for the environment",
  recovering: "putting right what was cut off",
  fetching: "fetching",
  reading: "reading requirements",
  locking: "resolving packages",
  checking_out: "checking out",
  installing: "installing packages",
  smoke_testing: "smoke-testing",
  observing: "watching ComfyUI start",
  checking: "checking the candidate",
  switching: "switching production",
  pruning: "removing old generations",
  acceptance: "trying",
  starting: "starting ComfyUI",
  serving: "ComfyUI serves at",
};

function doing({ step, about }: EnvStep): string {
  return about === null ? WORDS[step] : `${WORDS[step]} ${about}`;
}

/** The parts of a progress line, from what matters most to what may be left out. */
function progressLine(step: EnvStep, elapsedMs: number, paint: Paint): readonly string[] {
  const { done, total, line } = step;
  const bar = barOf(total === 0 ? 0 : Math.min(1, done / total), paint);
  return [
    `${bar} ${total === 0 ? "" : `${done}/${total} `}${doing(step)}`,
    ...(total === 0 ? [wholeSeconds(elapsedMs)] : [etaText({ done, total, elapsedMs })]),
    ...(line === null ? [] : [line]),
  ];
}
