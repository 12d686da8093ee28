import type { PromptFault } from "./faults.ts";
import type { Life } from "./life.ts";
import type { Host } from "./options.ts";
import type { QueueItem } from "./queue.ts";
import type { Call, Reply } from "./reply.ts";
import { getView, postUpload } from "./route-files.ts";
import { cancelJob, cancelJobs, getJob, getJobs } from "./route-jobs.ts";
import { postPrompt } from "./route-prompt.ts";
import * as queue from "./route-queue.ts";
import * as server from "./route-server.ts";
import { hasLearned } from "./versions.ts";

/** One route of the server. */
export interface Route {
  /** E.g. `GET /history/{id}`. */
  readonly name: string;
  /** Whether it exists only below `/api`. */
  readonly isApiOnly: boolean;
  answer(call: Call): Reply | Promise<Reply>;
}

/** Every core route, for one life of the process. */
export function listRoutes(host: Host, life: Life, decide: (item: QueueItem, fault: PromptFault) => void): Route[] {
  const table: Record<string, Route["answer"]> = {
    "GET /prompt": () => server.getPrompt(life),
    "POST /prompt": postPrompt(host, life, decide),
    "GET /queue": () => queue.getQueue(life),
    "POST /queue": (call) => queue.postQueue(life, call),
    "POST /interrupt": (call) => queue.postInterrupt(host, life, call),
    "POST /free": (call) => queue.postFree(life, call),
    "GET /history": (call) => queue.getHistory(life, call),
    "POST /history": (call) => queue.postHistory(life, call),
    "GET /history/{id}": (call) => queue.getHistoryOf(life, call),
    "GET /object_info": (call) => server.getObjectInfo(host, call),
    "GET /object_info/{class}": (call) => server.getObjectInfo(host, call),
    "GET /system_stats": () => server.getSystemStats(host),
    "GET /models": () => server.getModels(),
    "GET /models/{folder}": (call) => server.getModelFolder(host, call),
    "GET /view_metadata/{folder}": (call) => server.getModelMetadata(host, call),
    "POST /upload/image": async (call) => await postUpload(host.files, call),
    "POST /upload/mask": async (call) => await postUpload(host.files, call),
    "GET /view": async (call) => await getView(host.files, call),
    "GET /features": () => server.getFeatures(),
    ...listJobRoutes(host, life),
  };
  for (const [path, reply] of Object.entries(server.INTERFACE_REPLIES)) table[`GET ${path}`] = () => reply;
  return Object.entries(table).map(([name, answer]) => ({ name, isApiOnly: name.includes(" /jobs"), answer }));
}

function listJobRoutes({ version }: Host, life: Life): Record<string, Route["answer"]> {
  if (!hasLearned(version, "jobs")) return {};
  const reading: Record<string, Route["answer"]> = {
    "GET /jobs": (call) => getJobs(life, call),
    "GET /jobs/{id}": (call) => getJob(life, call),
  };
  if (!hasLearned(version, "jobsCancel")) return reading;
  return {
    ...reading,
    "POST /jobs/cancel": (call) => cancelJobs(life, call),
    "POST /jobs/{id}/cancel": (call) => cancelJob(life, call),
  };
}

export interface Match {
  readonly route: Route;
  readonly params: readonly string[];
}

/** The first route that fits; `/jobs/cancel` comes before `/jobs/{id}/cancel` and is shorter, so they cannot be confused. */
export function findRoute(routes: readonly Route[], call: Omit<Call, "params">): Match | null {
  for (const route of routes) {
    const params = matchRoute(route.name, `${call.method} ${call.path}`);
    if (params !== null && (call.isApi || !route.isApiOnly)) return { route, params };
  }
  return null;
}

function matchRoute(name: string, asked: string): string[] | null {
  const parts = name.split("/");
  const given = asked.split("/");
  if (parts.length !== given.length) return null;
  const params: string[] = [];
  for (const [index, part] of parts.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith("{")) params.push(decodeURIComponent(value));
    else if (part !== value) return null;
  }
  return params;
}
