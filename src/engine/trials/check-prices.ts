import type { Problem } from "../../core/errors.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { quoteForMessage } from "../../core/authored/quote.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import type { RunOptions } from "./run-options.ts";

/**
 * Makes sure that costs can be limited where they shall be: a call whose price nobody knows would never reach a limit.
 *
 * @throws TouchstoneError INPUT_INVALID with each model that has no price.
 */
export function checkPrices(scenarios: readonly PreparedScenario[], { maxCostUsd }: Pick<RunOptions, "maxCostUsd">): void {
  const problems = scenarios.flatMap((prepared): readonly Problem[] => {
    const { scenario, policy } = prepared;
    if (maxCostUsd === null && scenario.maxCostUsd === null) return [];
    const models = new Set([scenario.model, ...(maxCostUsd === null ? [] : judgeModels(prepared))]);
    return [...models]
      .filter((model) => !Object.hasOwn(policy.prices, model))
      .map((model) => ({
        code: "INPUT_INVALID",
        message: `${scenario.file}: the price of \`${quoteForMessage(model)}\` is not known, so its cost cannot be limited`,
        hint: "Write its price into `policies.trials.prices` of the project, or leave the limit out",
      }));
  });
  const [first] = problems;
  if (first === undefined) return;
  const message = problems.length === 1 ? first.message : `the prices of ${problems.length} models are not known`;
  throw new TouchstoneError("INPUT_INVALID", message, { hint: first.hint, problems });
}

/** Models that judge; the same as those that are asked. */
function judgeModels({ scenario, policy }: PreparedScenario): readonly string[] {
  return scenario.assertions.flatMap((assertion) =>
    assertion.type === "judge" ? [assertion.judgeModel ?? policy.judge.model ?? scenario.model] : [],
  );
}
