import type { DatabaseSync } from "node:sqlite";
import { GENESIS_HASH, type NewEvent } from "../core/events/event.ts";
import { jobSamples } from "../core/events/sample-events.fixture.ts";
import { createAppender, type Appender, type Outcome, type PreparedBatch } from "./append.ts";
import { openEmpty } from "./database.ts";
import type { Placed } from "./log.ts";
import { prepareEvent } from "./prepare.ts";

/** A log in memory, with the code that writes it and no thread between. */
export interface OpenLog {
  readonly db: DatabaseSync;
  readonly appender: Appender;
  /** Appends one batch alone. */
  readonly append: (events: readonly NewEvent[], conditions?: Partial<Pick<PreparedBatch, "expect" | "fence">>) => Outcome;
}

export function openLog(db = openEmpty()): OpenLog {
  const appender = createAppender(db, { projectId: "p", head: { seq: 0, hash: GENESIS_HASH }, path: "store.db" });
  return {
    db,
    appender,
    append(events, conditions) {
      const [outcome] = appender.appendGroup([prepareBatch(events, conditions)]).outcomes;
      return outcome as Outcome;
    },
  };
}

/** A log of 34 events: 25 jobs of five specs in two chains, every third of them running. */
export function filledLog(): OpenLog {
  const log = openLog();
  for (let index = 0; index < 25; index++) {
    const id = `job-${index}`;
    log.append([jobSamples.queued(id, { specId: `spec-${index % 5}` }, { causalChainId: `chain-${index % 2}` })]);
    if (index % 3 === 0) log.append([jobSamples.started(id, `attempt-${index}`)]);
  }
  return log;
}

export function prepareBatch(
  events: readonly NewEvent[],
  conditions: Partial<Pick<PreparedBatch, "expect" | "fence">> = {},
): PreparedBatch {
  return { events: events.map(prepareEvent), expect: [], fence: null, ...conditions };
}

/** Where the events of an accepted batch stand. */
export function placed(outcome: Outcome): readonly Placed[] {
  if (!outcome.accepted) throw outcome.error;
  return outcome.placed;
}

/** Why a batch was refused; undefined when it was not. */
export function refusal(outcome: Outcome): { code?: string; message: string } | undefined {
  return outcome.accepted ? undefined : (outcome.error as Error);
}

/** Rows of a table. */
export function count(db: DatabaseSync, table: string): number {
  return Number(db.prepare(`SELECT COUNT(*) AS n FROM ${table}`).get()?.["n"]);
}
