import { durationWords } from "../../report/duration-words.ts";
import { reaches } from "../verdict/reaches.ts";
import type { AssertionOf } from "./assertion.ts";
import { type Finding, findingFinalIf } from "./finding.ts";
import type { TrialFacts } from "./trial-facts.ts";

/** Whether the trial, its judges left out, cost no more than so much. */
export function checkCostLimit({ maxUsd }: AssertionOf<"cost_limit">, { costUsd }: Pick<TrialFacts, "costUsd">): Finding {
  if (costUsd === null) {
    return {
      kind: "unknown",
      why: "what the trial cost is not known: a model without a price in `policies.trials.prices` answered, or none did",
    };
  }
  return findingFinalIf("fails", reaches(maxUsd, costUsd), `the trial cost ${showUsd(costUsd)}, ${showUsd(maxUsd)} are allowed`);
}

/** Whether the conversation took no longer than so much. */
export function checkLatencyLimit(
  { maxMs }: AssertionOf<"latency_limit">,
  { latencyMs }: Pick<TrialFacts, "latencyMs">,
): Finding {
  const why = `the conversation took ${durationWords(latencyMs)}, ${durationWords(maxMs)} are allowed`;
  return findingFinalIf("fails", latencyMs <= maxMs, why);
}

/** Whether the model answered no more often than so many times. */
export function checkTurnsLimit({ max }: AssertionOf<"turns_limit">, { turns }: Pick<TrialFacts, "turns">): Finding {
  return findingFinalIf("fails", turns <= max, `the model took ${turns} ${turns === 1 ? "turn" : "turns"}, ${max} are allowed`);
}

/** Most digits that prices per token need. */
const USD_DIGITS = 6;

function showUsd(usd: number): string {
  return `$${Number(usd.toFixed(USD_DIGITS))}`;
}
