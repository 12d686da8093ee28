import type { PlayOutcome } from "../playtest/record/playtest-trace.ts";
import type { OutcomeMark } from "../report/outcome-mark.ts";

/** Each outcome with its own sign and word; what was cut off is unknown, and not one of them. */
const ENDS: Readonly<Record<PlayOutcome | "unknown", OutcomeMark>> = {
  ended: { icon: "✓", word: "ended", tone: "pass" },
  dead_end: { icon: "✕", word: "dead end", tone: "fail" },
  loop: { icon: "⟲", word: "loop", tone: "exception" },
  budget: { icon: "…", word: "out of steps", tone: "uncertain" },
  error: { icon: "!", word: "error", tone: "exception" },
  unknown: { icon: "—", word: "end not recorded", tone: "unknown" },
};

/** How a play ended, as icon and word. */
export function endMark(outcome: PlayOutcome | "unknown"): OutcomeMark {
  return ENDS[outcome];
}
