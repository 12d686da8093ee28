import { createdMs, durationMs, JOB_STATUSES, listJobs, showDetails, showJob, type Job } from "./job-shape.ts";
import type { Life } from "./life.ts";
import { isObject, numberOf, pythonText } from "./python-json.ts";
import { json, readJson, type Call, type Reply } from "./reply.ts";
import { interruptRunning } from "./route-queue.ts";

const CANONICAL_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** GET /api/jobs */
export function getJobs(life: Life, call: Call): Reply {
  const problem = judgeQuery(call);
  if (problem !== null) return json({ error: problem }, 400);
  const { query } = call;
  const statuses = query.get("status")?.split(",") ?? JOB_STATUSES;
  const workflow = query.get("workflow_id");
  const jobs = listJobs(life)
    .filter((job) => statuses.some((status) => status === job.status))
    .filter((job) => workflow === null || showJob(job)["workflow_id"] === workflow)
    .sort((a, b) => compareJobs(a, b, query));
  const offset = Math.max(0, Number(query.get("offset") ?? 0));
  const limit = query.has("limit") ? Number(query.get("limit")) : null;
  const page = jobs.slice(offset, limit === null ? undefined : offset + limit);
  const pagination = { offset, limit, total: jobs.length, has_more: offset + page.length < jobs.length };
  return json({ jobs: page.map(showJob), pagination });
}

function judgeQuery({ query }: Call): string | null {
  const unknown = (query.get("status")?.split(",") ?? []).filter((status) => !JOB_STATUSES.some((known) => known === status));
  if (unknown.length > 0) return `Invalid status value(s): ${unknown.join(", ")}. Valid values: ${JOB_STATUSES.join(", ")}`;
  const limit = query.get("limit");
  if (limit !== null && !/^[1-9]\d*$/.test(limit)) return "limit must be a positive integer";
  const sortBy = query.get("sort_by");
  if (sortBy !== null && !["created_at", "execution_duration"].includes(sortBy)) {
    return "sort_by must be 'created_at' or 'execution_duration'";
  }
  const order = query.get("sort_order");
  return order !== null && !["asc", "desc"].includes(order) ? "sort_order must be 'asc' or 'desc'" : null;
}

function compareJobs(a: Job, b: Job, query: URLSearchParams): number {
  const value = query.get("sort_by") === "execution_duration" ? durationMs : ({ item }: Job) => createdMs(item);
  // Prompts of one moment go by their number.
  const rising = value(a) - value(b) || (numberOf(a.item.number) ?? 0) - (numberOf(b.item.number) ?? 0);
  return query.get("sort_order") === "asc" ? rising : -rising;
}

/** GET /api/jobs/{id} */
export function getJob(life: Life, call: Call): Reply {
  const job = listJobs(life).find((known) => known.id === call.params[0]);
  if (job === undefined) return json({ error: "Job not found" }, 404);
  return json({ ...showJob(job), ...showDetails(job) });
}

/** POST /api/jobs/{id}/cancel: at once, whether it waits or runs. */
export function cancelJob(life: Life, call: Call): Reply {
  return json({ cancelled: cancel(life, call.params[0] ?? "") });
}

/** POST /api/jobs/cancel */
export function cancelJobs(life: Life, call: Call): Reply {
  const body = readJson(call);
  const ids = isObject(body) ? body["job_ids"] : null;
  if (!Array.isArray(ids) || ids.length === 0) return json({ error: "job_ids must be a non-empty list" }, 400);
  const invalid = ids.map(pythonText).filter((id) => !CANONICAL_UUID.test(id));
  if (invalid.length > 0) return json({ error: "job_ids contains invalid id(s)", invalid_ids: invalid }, 400);
  const canceled = ids.map((id) => cancel(life, pythonText(id)));
  return json({ cancelled: canceled.includes(true) });
}

function cancel(life: Life, id: string): boolean {
  const isRemoved = life.queue.remove(id);
  return interruptRunning(life, id) || isRemoved;
}
