import type { TrialPolicy } from "../settings.ts";
import type { Usage } from "./model.ts";

const PER_MILLION = 1_000_000;

/**
 * What a call costs, in USD. Tokens read from and written to a cache have prices of their own; where none is written they
 * cost as any input.
 *
 * @param model  As it was asked for; prices are found by exactly this name.
 * @returns null where the price or the usage is not known: unknown is never nothing.
 *
 * Source: SPEC.md of src/adapters/models, MP20.
 */
export function priceOf(prices: TrialPolicy["prices"], model: string, usage: Usage | null): number | null {
  if (usage === null || !Object.hasOwn(prices, model)) return null;
  const price = prices[model];
  if (price === undefined) return null;
  const { inputTokens, cacheReadTokens, cacheWriteTokens, outputTokens } = usage;
  const plain = (inputTokens - cacheReadTokens - cacheWriteTokens) * price.input;
  const cached = cacheReadTokens * (price.cacheRead ?? price.input) + cacheWriteTokens * (price.cacheWrite ?? price.input);
  return (plain + cached + outputTokens * price.output) / PER_MILLION;
}
