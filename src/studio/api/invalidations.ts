import type { EventType } from "../../core/events/event.ts";
import type { VerbName } from "../../server/api.ts";

/** What the environment's folder says. */
export const ENV_VERBS: readonly VerbName[] = [
  "env.status",
  "env.plan",
  "env.tx.inspect",
  "env.snapshot.list",
  "env.generation.show",
  "env.work.list",
  "env.doctor",
  "env.promote",
  "env.rollback",
  "env.node.remove",
];

/** Which answers an event may have changed, by the group of its type (`job` of `job.queued`). */
const STALE_AFTER: Readonly<Record<string, readonly VerbName[]>> = {
  spec: ["spec.list", "spec.show", "plan", "pipeline.show", "status", "record.show", "record.list"],
  job: ["job.list", "job.show", "pipeline.show", "status"],
  version: ["asset.list", "asset.show", "library.list", "pipeline.show", "status", "spec.list", "job.show"],
  replay: ["asset.show"],
  trial: ["trial.overview", "trial.show", "trial.compare"],
  playtest: ["playtest.overview", "playtest.story", "golden.diff"],
  env: ENV_VERBS,
};

/** The verbs whose answers must be asked for again after an event of this type; `event.list` after every one. */
export function staleAfter(type: EventType): readonly VerbName[] {
  return ["event.list", ...(STALE_AFTER[type.split(".")[0] ?? ""] ?? [])];
}

/** What is read from authored files, of which no event tells. */
export const FILE_VERBS: readonly VerbName[] = [
  "spec.list",
  "spec.show",
  "spec.validate",
  "plan",
  "record.list",
  "record.show",
  "record.preview",
  "pipeline.show",
  "library.list",
  "status",
  "playtest.overview",
  "playtest.story",
  "golden.diff",
  "trial.overview",
  "lora.list",
  "lora.show",
];

/** What tells of servers, which come and go without an event. */
export const HEALTH_VERBS: readonly VerbName[] = ["backend.list", "status"];
