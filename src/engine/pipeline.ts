import { z } from "zod";
import type { PipelineCard, PipelineStage } from "../core/board/board.ts";
import { estimateEndMs } from "../core/board/estimate-end.ts";
import { placeCards } from "../core/board/place-cards.ts";
import type { Store } from "../store/store.ts";
import { boardFacts } from "./board-facts.ts";
import { loadSoft, type SoftProject } from "./load-soft.ts";
import { storeOf } from "./studio.ts";
import { defineVerb } from "./verb.ts";

/** Images from whose times the end is estimated. Guess: enough to be steady, few enough to follow a change. */
const RECENT = 32;
/** Pictures on a card. */
const THUMBS = 4;

/** The live board: where each spec stands, why, and what can be done about it. */
export const pipelineShowVerb = defineVerb({
  name: "pipeline.show",
  summary: "Show what is made, what waits, for whom, and why",
  access: "read",
  input: z.strictObject({ limit: z.int().min(1).max(1000).default(100).describe("At most so many cards of each stage") }),
  async run(studio, input): Promise<{ stages: readonly PipelineStage[]; head: number; etaMs: number | null }> {
    const store = storeOf(studio);
    // Read first: what is told after it may be in the answer already, and is then only heard twice.
    const head = store.head().seq;
    const project = await loadSoft(studio);
    const jobs = store.listNewestJobs();
    const stages = placeCards(await boardFacts(studio, project, jobs), input.limit);
    return {
      stages: withThumbs(store, stages),
      head,
      etaMs: estimate(store, project),
    };
  },
});

type Thumb = PipelineCard["thumbs"][number];

/** Pictures of what each card's job made so far: of its version, else of the job itself. */
function withThumbs(store: Store, stages: readonly PipelineStage[]): readonly PipelineStage[] {
  const shown = stages.flatMap(({ cards }) => cards.flatMap(({ versionId }) => versionId ?? []));
  const images = Map.groupBy(store.listImages(shown, THUMBS), ({ versionId }) => versionId);
  const thumbsOf = ({ versionId, jobId, done }: PipelineCard): readonly Thumb[] => {
    if (versionId !== null) return images.get(versionId) ?? [];
    return jobId === null || done === 0 ? [] : store.listRenders(jobId).slice(0, THUMBS);
  };
  const plain = ({ blob, width, height }: Thumb): Thumb => ({ blob, width, height });
  return stages.map((stage) => ({
    ...stage,
    cards: stage.cards.map((card) => ({ ...card, thumbs: thumbsOf(card).map(plain) })),
  }));
}

/** All open jobs count, also one that a newer job of its spec hides. */
function estimate(store: Store, { records }: SoftProject): number | null {
  const open = store.listJobs({ states: ["queued", "running", "retry_wait"] });
  const left = open.reduce((sum, job) => sum + job.renders - job.rendersDone, 0);
  const recent = store.listNewestRenders(RECENT).map(({ renderMs }) => renderMs);
  const { project, perBackend } = records?.project.policies.concurrency ?? { project: 1, perBackend: 1 };
  return estimateEndMs(recent, { left, atOnce: Math.min(project, perBackend) });
}
