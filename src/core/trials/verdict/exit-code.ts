import type { ScenarioVerdict } from "./scenario-report.ts";

const EXITS: Readonly<Record<ScenarioVerdict, number>> = { pass: 0, fail: 1, hard_fail: 2, infra: 3 };

/** The exit code of a scenario's verdict; several are combined by `combineExitCodes`. Source: architecture, Errors. */
export function exitCodeOfVerdict(verdict: ScenarioVerdict): number {
  return EXITS[verdict];
}
