import type { ScenarioReport, TrialResult } from "./scenario-report.ts";

/** Guess: a scenario that passes half the time agrees five times in a row by chance in 1 of 16 runs. */
const ENOUGH = 5;

/** Most trials named as evidence. */
const SHOWN = 5;

/**
 * Says whether a scenario's trials agree, and by which evidence. One trial that goes another way is evidence enough that it
 * is flaky; that it is not takes several that agree.
 *
 * Source: SPEC.md VD11.
 */
export function labelFlake(results: readonly TrialResult[]): ScenarioReport["flake"] {
  const judged = results.filter(({ status }) => status !== "infra_error");
  const failed = judged.filter(({ status }) => status !== "passed");
  const passed = judged.length - failed.length;
  if (passed > 0 && failed.length > 0) {
    return { label: "flaky", why: `${passed} of ${judged.length} trials passed${rarer(judged, failed)}` };
  }
  const way = failed.length > 0 ? "failed" : "passed";
  if (judged.length < ENOUGH) {
    return {
      label: "unknown",
      why: `${judged.length} judged ${judged.length === 1 ? "trial says" : "trials say"} too little; ${ENOUGH} that agree are needed`,
    };
  }
  return { label: "stable", why: `all ${judged.length} judged trials ${way}` };
}

/** Which trials went the rarer way, by their numbers from 0, and what failed in those that failed. */
function rarer(judged: readonly TrialResult[], failed: readonly TrialResult[]): string {
  const isFailing = failed.length * 2 <= judged.length;
  const named = isFailing ? failed : judged.filter(({ status }) => status === "passed");
  const numbers = named.map(({ trialIndex }) => trialIndex).toSorted((a, b) => a - b);
  const more = numbers.length > SHOWN ? " and others" : "";
  return `; trial ${numbers.slice(0, SHOWN).join(", ")}${more} ${isFailing ? "failed" : "passed"}${disagreeing(judged)}`;
}

/** The assertions that some trials met and others did not. */
function disagreeing(judged: readonly TrialResult[]): string {
  const outcomes = new Map<string, Set<string>>();
  for (const { name, outcome } of judged.flatMap(({ assertions }) => assertions)) {
    outcomes.set(name, (outcomes.get(name) ?? new Set()).add(outcome));
  }
  const names = [...outcomes].filter(([, seen]) => seen.size > 1).map(([name]) => `\`${name}\``);
  return names.length === 0 ? "" : `, by ${names.slice(0, SHOWN).join(", ")}`;
}
