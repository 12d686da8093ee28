import type { Problem } from "../../errors.ts";
import type { TrialPolicy } from "../settings.ts";
import { ONLINE_ADAPTERS, type Scenario } from "./scenario.ts";

/**
 * Judges that nobody would ask: those of a scenario that runs offline, where neither they nor the project names a provider.
 * Source: SPEC.md TS34.
 */
export function checkJudges({ adapter, assertions }: Scenario, { judge }: TrialPolicy): readonly Problem[] {
  const taken = judge.adapter ?? adapter;
  if (ONLINE_ADAPTERS.some((online) => online === taken)) return [];
  return assertions
    .filter((assertion) => assertion.type === "judge" && assertion.judgeAdapter === null)
    .map(({ place }) => ({
      code: "INPUT_INVALID",
      message: `the judge would be \`${taken}\`, which has nothing to say`,
      place,
      hint: "Name a provider by `judgeAdapter` and `judgeModel`, or add `script`: what a scripted judge says",
    }));
}
