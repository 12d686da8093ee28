import type { VersionRow } from "../events/rows.ts";
import { byKey, compareCodeUnits } from "../canonical/order.ts";
import type { PipelineCard, PipelineStage, PrimaryAction, Stage } from "./board.ts";
import { explainPlace } from "./explain-place.ts";
import type { SpecFacts } from "./spec-facts.ts";

/** The stages in the order of a spec's life. */
const STAGES: readonly Stage[] = ["ready", "queued", "making", "waiting", "approved", "exception", "closed"];

/**
 * Places each spec on the board by its newest matter: a newer job takes the place of an older version, so that no spec
 * stands in two places. Specs without a job stand there only when they are ready.
 *
 * @returns every stage, newest matter first within it (ready ones by title and id); `total` counts its cards.
 * Source: issue 3, "Pipeline"; SPEC.md B1-B7.
 */
export function placeCards(specs: readonly SpecFacts[], limit: number): readonly PipelineStage[] {
  const cards = specs.flatMap((facts) => {
    const stage = stageOf(facts);
    return stage === null ? [] : [cardOf(facts, stage)];
  });
  return STAGES.map((stage) => {
    const own = cards.filter((card) => card.stage === stage);
    const sorted = stage === "ready" ? own.toSorted(byKey(({ title, spec }) => `${title}\n${spec}`)) : newestFirst(own);
    return { stage, total: own.length, cards: sorted.slice(0, limit) };
  });
}

function newestFirst(cards: readonly PipelineCard[]): PipelineCard[] {
  return cards.toSorted((a, b) => (b.since ?? 0) - (a.since ?? 0) || compareCodeUnits(a.spec, b.spec));
}

/** Where a spec stands; null for one that is not on the board: a draft of which nothing was made. */
function stageOf({ job, version, ready }: SpecFacts): Stage | null {
  if (job === null) return ready ? "ready" : null;
  switch (job.state) {
    case "queued":
    case "retry_wait":
      return "queued";
    case "running":
      return "making";
    case "escalated":
      return "exception";
    case "failed":
    case "canceled":
      return "closed";
    case "succeeded":
      return version === null ? "exception" : stageOfVersion(version);
  }
}

function stageOfVersion({ decision, route }: VersionRow): Stage {
  if (decision === "approved") return "approved";
  if (decision === "rejected" || route === "reject") return "closed";
  // A version that was to be made again without a job that follows it is a matter for a person, like any other exception.
  return route === "manual_review_queue" || route === null ? "waiting" : "exception";
}

function cardOf(facts: SpecFacts, stage: Stage): PipelineCard {
  const { spec, title, kind, checkpoint, renderer, stale, job, version, approvedVersionId } = facts;
  const why = explainPlace(facts, stage);
  const own = { spec, title, stage, kind, renderer, stale, approvedVersionId, thumbs: [], why };
  const primary = primaryOf(facts, stage);
  if (job === null) return { ...own, ...UNTOUCHED, checkpoint, primary };
  const { id, checkpointId, updatedAtMs, priority, attempt, rendersDone, renders, dueAtMs } = job;
  return {
    ...own,
    checkpoint: checkpointId,
    jobId: id,
    versionId: version?.id ?? null,
    since: version?.createdAtMs ?? updatedAtMs,
    priority,
    attempt,
    done: rendersDone,
    total: renders,
    dueAtMs,
    primary,
  };
}

/** A spec of which nothing was asked yet. */
const UNTOUCHED = { jobId: null, versionId: null, since: null, priority: null, attempt: 0, done: 0, total: 0, dueAtMs: null };

function primaryOf({ job, ready, approvedVersionId }: SpecFacts, stage: Stage): PrimaryAction | null {
  switch (stage) {
    case "ready":
      return "make";
    case "queued":
    case "making":
      return "cancel";
    case "waiting":
      return "review";
    case "approved":
      return "open";
    case "exception":
      return job?.state === "escalated" ? "retry" : "review";
    case "closed":
      if (job?.state !== "succeeded") return "retry";
      // Where an older version is approved, an equal request is answered by that one: nothing would be made.
      return ready && approvedVersionId === null ? "make" : "open";
  }
}
