import { malformed } from "../../core/comfyui/classify-failure.ts";
import { fieldOf, listIn } from "../../core/comfyui/fields.ts";
import { countQueue } from "../../core/comfyui/prompt-state.ts";
import { readFacts } from "../../core/comfyui/read-facts.ts";
import type { ServerModels } from "../../core/comfyui/server-facts.ts";
import type { ServerProbe } from "../../core/comfyui/server-probe.ts";
import { TouchstoneError } from "../../core/errors.ts";
import { readCatalogue } from "../../core/workflow/read-catalogue.ts";
import { askForJson } from "./ask-for-json.ts";
import type { Http } from "./http.ts";

/** The catalogue is computed for each request; servers with hundreds of node packs take long over it. */
const CATALOGUE_MS = 60_000;

/** Asks a server for all that is to be known of it. @throws TouchstoneError as `Http`; BACKEND_MALFORMED for what is no ComfyUI. */
export async function probeServer(http: Http): Promise<ServerProbe> {
  // Asked first and alone: whatever else listens there answers it with something that is no ComfyUI.
  const stats = await askForJson(http, { method: "GET", path: "/api/system_stats" });
  const [info, queue, models, jobs] = await Promise.all([
    askForJson(http, { method: "GET", path: "/api/object_info", timeoutMs: CATALOGUE_MS }),
    askForJson(http, { method: "GET", path: "/api/queue" }),
    readModels(http),
    http.ask({ method: "GET", path: "/api/jobs?limit=1" }),
  ]);
  const catalogue = readCatalogue(info);
  const facts = readFacts(stats, catalogue);
  if (facts !== undefined) {
    const hasJobs = jobs.status === 200 && Array.isArray(fieldOf(jobs.body, "jobs"));
    return { facts, catalogue, models, queue: countQueue(queue), hasJobs };
  }
  const { code, message, hint } = malformed("`/api/system_stats` is not what ComfyUI answers");
  throw new TouchstoneError(code, message, { hint });
}

async function readModels(http: Http): Promise<ServerModels> {
  const [checkpoints = [], loras = [], vae = []] = await Promise.all(
    ["checkpoints", "loras", "vae"].map(async (folder) => {
      // A folder that a server does not have is no failure: it has no such files.
      const { status, body } = await http.ask({ method: "GET", path: `/api/models/${folder}` });
      return status === 200 ? listIn(body).filter((name) => typeof name === "string") : [];
    }),
  );
  return { checkpoints, loras, vae };
}
