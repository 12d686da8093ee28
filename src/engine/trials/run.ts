import type { ModelCall, ModelProvider } from "../../adapters/models/model-provider.ts";
import type { ModelAnswer, ModelRequest } from "../../core/trials/conversation/model.ts";
import type { Redactor } from "../../core/trials/privacy/redactor.ts";
import type { CostMeter } from "../../core/trials/run/cost-meter.ts";
import { mayHaveCost } from "../../core/trials/run/trial-sums.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import type { RunOptions, RunPorts } from "./run-options.ts";
import type { RunStore } from "./run-store.ts";

/** A run under way: what all its trials share. */
export interface Run {
  readonly runId: string;
  readonly createdAtMs: number;
  readonly seed: number;
  readonly options: RunOptions;
  readonly ports: RunPorts;
  readonly scenarios: readonly PreparedScenario[];
  readonly store: RunStore;
  readonly redactor: Redactor;
  readonly meter: CostMeter;
}

export interface Asking extends ModelCall {
  readonly provider: ModelProvider;
  readonly price: PreparedScenario["price"];
}

/** Asks a model on the run's account. */
export async function askOnAccount(
  { meter }: Pick<Run, "meter">,
  request: ModelRequest,
  { provider, price, ...call }: Asking,
): Promise<ModelAnswer> {
  if (meter.isSpent()) return refuse(meter.why());
  const answer = await provider.complete(request, call);
  if (answer.kind === "reply") meter.add(price(request.model, answer.usage));
  else meter.add(mayHaveCost(answer.code) ? null : 0);
  return answer;
}

function refuse(message: string): ModelAnswer {
  return { kind: "failure", code: "BUDGET_SPENT", message, failedTries: [], wire: null, latencyMs: 0 };
}
