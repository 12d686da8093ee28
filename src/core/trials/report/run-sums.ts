import type { RunReport, ScenarioVerdict } from "../verdict/scenario-report.ts";

/** What a run's scenarios add up to. */
export interface RunSums {
  readonly verdict: ScenarioVerdict;
  readonly scenarios: number;
  readonly passedScenarios: number;
  readonly trials: number;
  readonly passed: number;
  readonly infra: number;
  /** Null: unknown, because that of a scenario is. */
  readonly cost: number | null;
  readonly judgeCost: number | null;
}

/** From the most to the least urgent, as their exit codes are combined. */
const BY_URGENCY: readonly ScenarioVerdict[] = ["infra", "hard_fail", "fail"];

/** Adds up a run. Its verdict is the most urgent one of its scenarios. Source: SPEC.md RT2. */
export function sumRun({ scenarios }: Pick<RunReport, "scenarios">): RunSums {
  const sum = (key: "trials" | "passed" | "infra"): number => scenarios.reduce((all, scenario) => all + scenario[key], 0);
  return {
    verdict: BY_URGENCY.find((each) => scenarios.some(({ verdict }) => verdict === each)) ?? "pass",
    scenarios: scenarios.length,
    passedScenarios: scenarios.filter(({ verdict }) => verdict === "pass").length,
    trials: sum("trials"),
    passed: sum("passed"),
    infra: sum("infra"),
    cost: sumKnown(scenarios.map(({ cost }) => cost)),
    judgeCost: sumKnown(scenarios.map(({ judgeCost }) => judgeCost)),
  };
}

function sumKnown(figures: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const figure of figures) {
    if (figure === null) return null;
    sum += figure;
  }
  return sum;
}
