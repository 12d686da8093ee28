import type { OutcomeMark } from "../../report/outcome-mark.ts";
import type { AssertionComparison, Change, ScenarioComparison } from "./compare-runs.ts";
import { pointsRangeText, pointsText } from "./figures.ts";

const CHANGES: Readonly<Record<Change, OutcomeMark>> = {
  better: { icon: "▲", word: "better", tone: "pass" },
  worse: { icon: "▼", word: "worse", tone: "fail" },
  not_shown: { icon: "≈", word: "no difference shown", tone: "unknown" },
  not_comparable: { icon: "≠", word: "not comparable", tone: "uncertain" },
  unknown: { icon: "?", word: "unknown", tone: "uncertain" },
};

/** Sign, word and tone of a change. */
export function changeMarkOf(change: Change): OutcomeMark {
  return CHANGES[change];
}

/** How much a rate moved and what is known of it, e.g. `−23 pp, with 95 % confidence −41 to −3 pp`; else why nothing is said. */
export function changeWords({
  rate,
  change,
  ...rest
}: Pick<ScenarioComparison, "rate" | "change"> & { readonly why?: string }): string {
  if (rate !== null) return `${pointsText(rate.difference)}, with 95 % confidence ${pointsRangeText(rate.interval)}`;
  return rest.why ?? CHANGES[change].word;
}

/** Assertions worth a line: what changed, and what one run alone has. */
export function changedAssertions({ assertions, change }: ScenarioComparison): readonly AssertionComparison[] {
  return assertions.filter((each) => {
    if (each.change === "better" || each.change === "worse") return true;
    return change !== "not_comparable" && (each.a === null || each.b === null);
  });
}
