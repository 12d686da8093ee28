import { classifyAnswer } from "../../core/comfyui/classify-failure.ts";
import { fieldOf, textIn } from "../../core/comfyui/fields.ts";
import type { TouchstoneError } from "../../core/errors.ts";
import { asFailure, isAway } from "./await-prompt.ts";
import { findPatiently } from "./find-patiently.ts";
import type { Answer } from "./http.ts";
import { refuseUnwanted, whileWanted } from "./interruption.ts";
import type { PromptRun } from "./prompt-run.ts";
import { cancelQuietly } from "./stop-prompt.ts";

/** Times that a prompt is sent. Each later time comes only after the server said that it knows nothing of it. */
const TRIES = 3;

/**
 * Sends a prompt under an id that is written down. Where nobody can tell whether it arrived, the server is asked before it
 * is sent again: it takes one id twice without a word.
 *
 * @throws TouchstoneError WORKFLOW_REFUSED, MODEL_MISSING for a prompt that is not accepted whole, which is then stopped;
 *         BACKEND_* where it could not be sent; INTERRUPTED when nobody waits any more.
 */
export async function submitPrompt(run: PromptRun, promptId: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    refuseUnwanted(run.hooks);
    const sent = await send(run, promptId);
    if (sent === "accepted") return;
    const { kind } = await findPatiently(run, promptId);
    if (kind !== "unknown") return;
    if (tries === TRIES) throw sent.failure;
  }
}

/** `accepted`, or why nobody knows whether it was. */
async function send(run: PromptRun, promptId: string): Promise<"accepted" | { readonly failure: TouchstoneError }> {
  const { client, prepared, request, hooks } = run;
  let answer: Answer;
  try {
    // Who cancels waits for the answer: only what was accepted can be stopped.
    answer = await whileWanted([hooks.detach], client.submit({ promptId, graph: prepared.graph, mark: request.mark }));
  } catch (error) {
    if (isAway(error)) return { failure: error };
    throw error;
  }
  const failure = classifyAnswer(answer, promptId);
  if (failure === undefined) return "accepted";
  // A status without sense may hide an acceptance; a refusal by ComfyUI itself is none.
  if (failure.code !== "WORKFLOW_REFUSED" && failure.code !== "MODEL_MISSING") return { failure: asFailure(failure) };
  // Accepted with errors: the part that is sound would run, and nobody wants it.
  if (answer.status === 200) await cancelQuietly(client, textIn(fieldOf(answer.body, "prompt_id")) ?? promptId);
  throw asFailure(failure);
}
