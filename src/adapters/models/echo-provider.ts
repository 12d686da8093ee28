import type { ModelAnswer, ModelRequest } from "../../core/trials/conversation/model.ts";
import type { ModelProvider } from "./model-provider.ts";

/** A model that says again what it was told last. It takes no time, and says nothing of tokens. */
export const ECHO_PROVIDER: ModelProvider = {
  complete: async (request, { signal }) => await Promise.resolve(signal.aborted ? STOPPED : echo(request)),
};

const STOPPED: ModelAnswer = {
  kind: "failure",
  code: "INTERRUPTED",
  message: "the call was stopped before an answer came",
  failedTries: [],
  wire: null,
  latencyMs: 0,
};

function echo({ messages }: ModelRequest): ModelAnswer {
  return {
    kind: "reply",
    text: messages.at(-1)?.text ?? null,
    toolCalls: [],
    finish: "stop",
    rawFinish: null,
    usage: null,
    model: null,
    opaque: null,
    wire: null,
    failedTries: [],
    latencyMs: 0,
  };
}
