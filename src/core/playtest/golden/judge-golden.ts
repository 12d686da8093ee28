import { TouchstoneError } from "../../errors.ts";
import type { RuleSet } from "../../trace/apply-rules.ts";
import type { AlignedPair } from "../../trace/cause.ts";
import { TRACE_FORMAT, type TraceDamage } from "../../trace/envelope.ts";
import { readTrace } from "../../trace/read-trace.ts";
import { parseTraceLine } from "../../trace/trace-line.ts";
import type { PlaytestCause } from "../diff/cause-kinds.ts";
import { diffWith } from "../diff/diff-traces.ts";
import { diffView } from "../diff/diff-view.ts";
import type { PlaytestTrace } from "../record/playtest-trace.ts";
import { readPlaytestTrace } from "../record/read-playtest-trace.ts";

/** How a play stands beside its golden. */
export type GoldenVerdict =
  | { readonly kind: "unchanged" }
  | { readonly kind: "changed"; readonly causes: readonly PlaytestCause[]; readonly firstDivergence: AlignedPair | null }
  /** `line` counts from 1; null where no line is at fault. */
  | { readonly kind: "damaged"; readonly message: string; readonly line: number | null };

/** A play as it went, and as it would be written. */
export interface ActualPlay {
  readonly trace: PlaytestTrace;
  readonly text: string;
}

/**
 * Judges a golden by the play that it stands for. Never throws on a damaged golden.
 *
 * @param text   The golden's file.
 * @param rules  Of the suite; the same set for all of its goldens, so that one which matches nowhere is told once.
 * Source: contracts, section 8; SPEC.md GD1, GD2.
 */
export function judgeGolden(text: string, actual: ActualPlay, rules: RuleSet): GoldenVerdict {
  if (isSameContent(text, actual.text)) return unchanged(actual.trace, rules);
  const reading = readTrace(text);
  if (reading.kind === "damaged") return judgeDamage(reading);
  if (reading.trace.footer.digest === actual.trace.footer.digest) return unchanged(actual.trace, rules);
  try {
    const { equal, causes, firstDivergence } = diffWith(readPlaytestTrace(reading.trace), actual.trace, rules);
    return equal ? { kind: "unchanged" } : { kind: "changed", causes, firstDivergence };
  } catch (error) {
    // A whole trace whose lines are none of a playtest.
    if (!(error instanceof TouchstoneError)) throw error;
    return { kind: "damaged", message: error.message, line: error.place?.line ?? null };
  }
}

/**
 * Whether two texts differ in nothing but the environment, their second line. Most goldens are unchanged, and for those
 * this is all that is done: a text that equals a fresh one is undamaged too.
 */
function isSameContent(golden: string, actual: string): boolean {
  const header = actual.indexOf("\n") + 1;
  const end = golden.indexOf("\n", header);
  if (!golden.startsWith(actual.slice(0, header)) || golden.slice(end) !== actual.slice(actual.indexOf("\n", header)))
    return false;
  return parseTraceLine(golden.slice(header, end)).kind === "object";
}

/** An unchanged golden is looked at only for rules that matched nothing yet. */
function unchanged(trace: PlaytestTrace, rules: RuleSet): GoldenVerdict {
  if (rules.hasUnmatched()) rules.look(diffView(trace));
  return { kind: "unchanged" };
}

/** A golden of another version is whole, but no comparison can be made: that is its cause. */
function judgeDamage({ code, message, line }: TraceDamage): GoldenVerdict {
  if (code !== "TRACE_VERSION") return { kind: "damaged", message, line };
  const cause: PlaytestCause = {
    kind: "format_version_changed",
    step: null,
    message: "trace format version changed",
    folded: 0,
    key: "format_version_changed",
    expected: null,
    actual: TRACE_FORMAT,
    detail: message,
  };
  return { kind: "changed", causes: [cause], firstDivergence: null };
}
