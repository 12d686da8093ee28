import type { OutcomeMark } from "../../../core/report/outcome-mark.ts";
import { verdictMarkOf } from "../../../core/trials/report/trial-marks.ts";
import type { Overview, RunSummary } from "./use-trials.ts";

/** How a run stands: its verdict, or that it goes on, or was cut off. */
export function runMark({ state, verdict }: Pick<RunSummary, "state" | "verdict">): OutcomeMark {
  if (state === "running") return { icon: "▸", word: "running", tone: "unknown" };
  if (state === "interrupted") return { icon: "!", word: "interrupted", tone: "exception" };
  return verdict === null ? { icon: "—", word: "not readable", tone: "unknown" } : verdictMarkOf(verdict);
}

/** E.g. `lamp-oil`, `lamp-oil, owl-riddle`, `lamp-oil and 5 others`. */
export function scenariosWords(names: readonly string[]): string {
  const [first = "no scenario", ...others] = names;
  return others.length <= LISTED ? names.join(", ") || first : `${first} and ${others.length} others`;
}

/** Names that stand in a line; more are counted. */
const LISTED = 2;

/** The newest run before another one that came to its end and has a scenario in common with it; undefined where there is none. */
export function runBefore(runs: Overview["runs"], run: string): RunSummary | undefined {
  const at = runs.findIndex((each) => each.run === run);
  const names = new Set(runs[at]?.scenarios);
  return runs.slice(at + 1).find(({ state, scenarios }) => state === "recorded" && scenarios.some((name) => names.has(name)));
}

/** Which two runs a comparison is of, the earlier one first; null where it takes another one. */
export function comparedRuns(
  runs: Overview["runs"],
  { marked, chosen }: { readonly marked: readonly string[]; readonly chosen: string | null },
): { readonly a: string; readonly b: string } | null {
  const [one, other] = marked;
  if (one !== undefined && other !== undefined) {
    const at = (run: string): number => runs.findIndex((each) => each.run === run);
    return at(one) > at(other) ? { a: one, b: other } : { a: other, b: one };
  }
  if (chosen === null || runs.find(({ run }) => run === chosen)?.state !== "recorded") return null;
  const before = runBefore(runs, chosen);
  return before === undefined ? null : { a: before.run, b: chosen };
}
