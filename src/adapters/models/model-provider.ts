import type { CallPlace, ModelAnswer, ModelRequest } from "../../core/trials/conversation/model.ts";

/** How one call is made. */
export interface ModelCall extends CallPlace {
  readonly signal: AbortSignal;
  /** Time that is left, tries and waiting included; null for the provider's own limit alone. */
  readonly limitMs: number | null;
}

/** A model behind whatever wire: three HTTP formats, and the offline ones. It never rejects but for bugs. */
export interface ModelProvider {
  complete(request: ModelRequest, call: ModelCall): Promise<ModelAnswer>;
}
