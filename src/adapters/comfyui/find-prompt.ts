import { malformed } from "../../core/comfyui/classify-failure.ts";
import { type PromptState, readHistory, readJob, readQueue } from "../../core/comfyui/prompt-state.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { askForJson, expectOk } from "./ask-for-json.ts";
import type { Http } from "./http.ts";

/**
 * Asks a server where a prompt is.
 *
 * @param hasJobs  Whether it has `/api/jobs`; else queue and history are asked.
 * @throws TouchstoneError as `Http`.
 */
export async function findPrompt(http: Http, promptId: string, hasJobs: boolean): Promise<PromptState> {
  if (!hasJobs) return await findByQueue(http, promptId);
  const answer = await http.ask({ method: "GET", path: `/api/jobs/${promptId}` });
  if (answer.status === 404) return { kind: "unknown" };
  expectOk(answer);
  const state = readJob(answer.body);
  if (state === undefined) {
    const { code, message, hint } = malformed("a job without a state");
    throw new TouchstoneError(code, message, { hint });
  }
  return state.kind === "ended" ? await askHistory(http, promptId) : state;
}

/**
 * A prompt leaves the queue and enters the history in one step, though a moment after its success was told; so what is in
 * neither when it is looked for is in the history now, or nowhere.
 */
async function findByQueue(http: Http, promptId: string): Promise<PromptState> {
  const before = await askHistory(http, promptId);
  if (before.kind !== "unknown") return before;
  const queued = readQueue(await askForJson(http, { method: "GET", path: "/api/queue" }), promptId);
  return queued.kind === "unknown" ? await askHistory(http, promptId) : queued;
}

async function askHistory(http: Http, promptId: string): Promise<PromptState> {
  return readHistory(await askForJson(http, { method: "GET", path: `/api/history/${promptId}` }), promptId);
}
