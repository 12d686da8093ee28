import type { RequestConfig } from "../record/trial-lines.ts";
import type { Scenario } from "../scenario/scenario.ts";

/** One scenario's requests share it, so that it is hashed once. */
const CONFIGS = new WeakMap<Scenario, RequestConfig>();

/** Everything of a scenario's requests but their messages. The same object for the same scenario. */
export function requestConfig(scenario: Scenario): RequestConfig {
  const known = CONFIGS.get(scenario) ?? configOf(scenario);
  CONFIGS.set(scenario, known);
  return known;
}

/** How tools are mocked is nothing that a model is told. */
function configOf({ model, systemPrompt, tools, temperature, seed, extras }: Scenario): RequestConfig {
  const specs = tools.map(({ name, description, parameters }) => ({ name, description, parameters }));
  return { model, system: systemPrompt, tools: specs, temperature, seed, extras };
}
