import { digestOf } from "../../core/canonical/digest.ts";
import { FAILURES, TouchstoneError } from "../../core/errors.ts";
import { EVENT_PAYLOADS, type EventPayload, type NewEvent } from "../../core/events/event.ts";
import { newEvent } from "../../core/events/new-event.ts";
import { finishedPayload, interruptedPayload, startedPayload } from "../../core/events/trial-payloads.ts";
import type { RunReport } from "../../core/trials/verdict/scenario-report.ts";
import { storeOf, type Studio } from "../studio.ts";
import { loadRun } from "./find-runs.ts";
import { listRunIds, lookAtRun } from "./look-at-runs.ts";
import { newestTraces } from "./newest-traces.ts";
import type { FoundRun } from "./run-store.ts";
import { runStampMs } from "./stat-run.ts";

/**
 * Appends what the stream does not know yet of the project's runs of trials, whichever process ran them: that they began, and
 * what they came to. Done again, it appends nothing. A run that was killed is told as interrupted; one that goes on later is
 * told again when it ends; one that was deleted before it was told is not told.
 *
 * @returns whether a run goes on that will have to be looked at again.
 * @throws TouchstoneError what the store's `append` throws.
 */
export async function tellTrialRuns(studio: Studio): Promise<boolean> {
  const { trials } = studio;
  const mine = trials.telling.then(async () => await tellAll(studio));
  trials.telling = mine.catch(() => undefined);
  return await mine;
}

/** Events that are appended together: each append waits for the disk, and a thousand runs may never have been told. */
const BATCH = 100;

async function tellAll(studio: Studio): Promise<boolean> {
  const { told } = studio.trials;
  let goesOn = false;
  let batch: News[] = [];
  const flush = async (): Promise<void> => {
    const events = batch.flatMap((news) => news.events);
    if (events.length > 0) await storeOf(studio).append({ events });
    for (const { runId, stampMs, isRunning } of batch) if (!isRunning) told.set(runId, stampMs);
    batch = [];
  };
  for (const runId of await listRunIds(studio.projectDir).catch(ignoreAll)) {
    const stampMs = await runStampMs(studio.projectDir, runId);
    if (stampMs === null || told.get(runId) === stampMs) continue;
    const news = await newsOf(studio, runId, stampMs);
    goesOn ||= news.isRunning;
    batch.push(news);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  return goesOn;
}

/** What the stream does not know yet of one run. */
interface News {
  readonly runId: string;
  /** When its `run.json` was written. */
  readonly stampMs: number;
  readonly isRunning: boolean;
  readonly events: readonly NewEvent[];
}

async function newsOf(studio: Studio, runId: string, stampMs: number): Promise<News> {
  const none = { runId, stampMs, isRunning: false, events: [] };
  const known = storeOf(studio).readEvents({ since: 0, limit: MOST_TOLD, entityId: runId }).events;
  // It was told after it was written last: in a former life of this process.
  if (known.some(({ type, ts }) => type === "trial.finished" && ts >= stampMs)) return none;
  const run = await lookOrIgnore(studio, runId);
  if (run === null) return none;
  const begun = known.some(({ type }) => type === "trial.started") ? [] : startOf(studio, run);
  const { isRunning } = run;
  return { runId, stampMs, isRunning, events: isRunning ? begun : [...begun, ...(await endOf(studio, run))] };
}

/** A run is told twice, and once more for each time that it was made to go on. */
const MOST_TOLD = 1000;

/** What cannot be read now is no news; whoever opens the run is told why. */
async function lookOrIgnore({ projectDir }: Studio, runId: string): Promise<FoundRun | null> {
  return await lookAtRun(projectDir, runId).catch(ignoreKnown);
}

function startOf(studio: Studio, { facts }: FoundRun): readonly NewEvent[] {
  const payload = EVENT_PAYLOADS["trial.started"].safeParse(startedPayload(facts)).data;
  return payload === undefined
    ? []
    : [eventOf(studio, { runId: facts.runId, type: "trial.started", key: "trial.started", payload })];
}

/** An end is known by what it says: told again it is the same event, and another end of the same run is another one. */
async function endOf(studio: Studio, { facts, recorded, traces }: FoundRun): Promise<readonly NewEvent[]> {
  const { runId } = facts;
  const report = recorded ? await loadRun(studio.projectDir, runId).then((run) => run.report, ignoreKnown) : null;
  const isWhole = report !== null && report.exitCode !== FAILURES.INTERRUPTED.exit;
  const payload = (isWhole && readPayload(report)) || interruptedPayload(facts, newestTraces({ traces }));
  return [eventOf(studio, { runId, type: "trial.finished", key: `trial.finished ${digestOf(payload)}`, payload })];
}

/** Null for a report whose figures cannot be: what the traces say is told in its place. */
function readPayload(report: RunReport): EventPayload<"trial.finished"> | null {
  return EVENT_PAYLOADS["trial.finished"].safeParse(finishedPayload(report)).data ?? null;
}

interface Told<T extends "trial.started" | "trial.finished"> {
  readonly runId: string;
  readonly type: T;
  readonly key: string;
  readonly payload: EventPayload<T>;
}

function eventOf<T extends "trial.started" | "trial.finished">(studio: Studio, { runId, type, key, payload }: Told<T>): NewEvent {
  const facts = { id: studio.newId(), ts: studio.nowMs(), entityId: runId, chain: { id: runId, depth: 0 } };
  return newEvent({ ...facts, type, key, payload });
}

function ignoreKnown(error: unknown): null {
  if (error instanceof TouchstoneError) return null;
  throw error;
}

/** A folder that may not be read keeps nobody from owning the project. */
function ignoreAll(error: unknown): readonly string[] {
  return ignoreKnown(error) ?? [];
}
