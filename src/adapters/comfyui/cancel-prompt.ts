import { readQueue } from "../../core/comfyui/prompt-state.ts";
import { askForJson, expectOk } from "./ask-for-json.ts";
import type { Http } from "./http.ts";

/** Somebody has pressed stop, and waits. */
const timeoutMs = 5_000;

/**
 * Stops a prompt. Newer servers do it in one step; for older ones it is taken out of the queue and interrupted only if it is
 * the one that runs, since the oldest of them interrupt whatever runs.
 */
export async function cancelPrompt(http: Http, promptId: string): Promise<void> {
  const { status } = await http.ask({ method: "POST", path: `/api/jobs/${promptId}/cancel`, timeoutMs });
  if (status === 200) return;
  expectOk(await http.ask({ method: "POST", path: "/api/queue", json: { delete: [promptId] }, timeoutMs }));
  const { kind } = readQueue(await askForJson(http, { method: "GET", path: "/api/queue", timeoutMs }), promptId);
  if (kind !== "running") return;
  expectOk(await http.ask({ method: "POST", path: "/api/interrupt", json: { prompt_id: promptId }, timeoutMs }));
}
