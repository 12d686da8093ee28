import { digestOf } from "../../canonical/digest.ts";
import type { Scenario, ScenarioHashes } from "./scenario.ts";
import { evaluationForm, executionForm } from "./scenario-form.ts";

/**
 * Digests of what decides how trials go and of what decides how they are judged; each field of a scenario is in one of them or
 * decides nothing. Source: SPEC.md TS60-TS62.
 */
export function hashScenario(scenario: Omit<Scenario, "hashes">): ScenarioHashes {
  return { execution: digestOf(executionForm(scenario)), evaluation: digestOf(evaluationForm(scenario)) };
}
