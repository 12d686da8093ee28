import type { OutcomeMark } from "../../report/outcome-mark.ts";
import type { EnvStatus } from "../status/status.ts";

type Process = EnvStatus["process"];

const LOOKS: Readonly<Record<Process["state"], OutcomeMark>> = {
  running: { icon: "✓", word: "running", tone: "pass" },
  starting: { icon: "▸", word: "starting", tone: "unknown" },
  stopped: { icon: "–", word: "not running", tone: "unknown" },
  unhealthy: { icon: "!", word: "does not answer", tone: "exception" },
  lost: { icon: "!", word: "runs unwatched", tone: "exception" },
};

/** Sign, word and tone of the governed ComfyUI. Source: SPEC.md EV1. */
export function processMarkOf(state: Process["state"]): OutcomeMark {
  return LOOKS[state];
}

/** Whether there is a process to stop. */
export function isUp({ state }: Process): boolean {
  return state !== "stopped";
}

/** What is worth knowing about it, in one sentence; null where all is as it should be. */
export function processHint(process: Process, current: number | null): string | null {
  const { state, generation, isCurrent, restarts } = process;
  if (state === "lost") return "It runs, but who watched it is gone. Restart it, and it is watched again.";
  if (state === "unhealthy") return "Its process is there, but answers nothing. It is started again when that goes on.";
  if (isUp(process) && !isCurrent && generation !== null && current !== null) {
    return `It still runs generation ${generation}; production is ${current}. Restart it to use that.`;
  }
  return restarts === 0 ? null : `It was started again ${restarts === 1 ? "once" : `${restarts} times`} by itself.`;
}
