import { CAPABILITIES } from "../../core/trials/assert/assertion.ts";
import type { AssertionResult } from "../../core/trials/assert/assertion.ts";
import { factsOf } from "../../core/trials/assert/facts-of.ts";
import { askVotes } from "../../core/trials/judge/ask-votes.ts";
import { shownFacts } from "../../core/trials/judge/shown-facts.ts";
import { judgeAssertions } from "../../core/trials/judge/judge-assertions.ts";
import { runConversation } from "../../core/trials/loop/run-conversation.ts";
import { toolProblem } from "../../core/trials/loop/tool-problem.ts";
import { createTrialClock } from "../../core/trials/loop/trial-clock.ts";
import type { TrialEntry, TrialFinish, TrialFooter, TrialLine, TrialStatus } from "../../core/trials/record/trial-lines.ts";
import { errorOf } from "../../core/trials/run/result-of-trace.ts";
import { sumTrial } from "../../core/trials/run/trial-sums.ts";
import type { TrialResult } from "../../core/trials/verdict/scenario-report.ts";
import { scoreTrial } from "../../core/trials/verdict/score-trial.ts";
import { customFunctions } from "./custom-functions.ts";
import type { PreparedScenario } from "./prepare-scenario.ts";
import { askOnAccount, type Run } from "./run.ts";
import type { TraceSink } from "./run-store.ts";

/** Which trial is run. */
export interface TrialPlace {
  readonly run: Run;
  readonly prepared: PreparedScenario;
  readonly trialIndex: number;
  /** Asks this trial to stop. */
  readonly signal: AbortSignal;
}

/** A trial that ended. */
export interface EndedTrial {
  /** Its digest is not known before it is written. */
  readonly result: TrialResult;
  /** It was stopped from outside: its result says nothing, and it can be run again. */
  readonly isInterrupted: boolean;
  /** Resolves with the digest when trace and manifest are on disk. */
  readonly written: Promise<string | null>;
}

/**
 * Runs one trial: conversation, judging, verdict; each line is written as it happens. Its id is there before anything can fail.
 *
 * @throws TouchstoneError DISK_FULL, DISK_FAILED, READ_ONLY, also by `written`.
 */
export async function runTrial(place: TrialPlace): Promise<EndedTrial> {
  const { run, prepared, trialIndex } = place;
  const traceId = run.ports.newId();
  const header = { ...prepared.header, traceId, runId: run.runId, trialIndex };
  const sink = run.store.openTrace(header, prepared.environment);
  const lines: TrialLine[] = [];
  const record = (entry: TrialEntry): number => {
    const i = sink.record(entry);
    lines.push({ i, ...entry });
    return i;
  };
  const said = await converse(place, record);
  const judged = await judge({ ...place, record, lines }, said);
  // Votes that were not asked for because somebody stopped it are nobody's fault.
  const talk = place.signal.aborted && judged.status === "infra_error" ? { ...said, finishReason: INTERRUPTED } : said;
  const footer = footerOf(lines, { ...talk, ...judged });
  const { turns, retries } = sumTrial(lines);
  const error = judged.status === "infra_error" ? errorOf(lines) : null;
  const result: TrialResult = {
    traceId,
    trialIndex,
    status: judged.status,
    score: judged.score,
    finishReason: talk.finishReason,
    assertions: judged.assertions,
    costUsd: footer.cost,
    judgeCostUsd: footer.judgeCost,
    tokens: footer.tokens,
    latencyMs: footer.latencyMs,
    turns,
    retries,
    error,
    digest: null,
  };
  const isInterrupted = talk.finishReason === INTERRUPTED;
  return { result, isInterrupted, written: write(place, { sink, footer, result, isInterrupted }) };
}

const INTERRUPTED: TrialFinish = "interrupted";

interface Talk {
  readonly finishReason: TrialFinish;
  readonly latencyMs: number;
  /** The run's limit stopped it, not one of the scenario's own. */
  readonly isCut: boolean;
}

async function converse({ run, prepared, trialIndex, signal }: TrialPlace, record: (entry: TrialEntry) => number): Promise<Talk> {
  const { scenario, provider, price, callTool } = prepared;
  const clock = createTrialClock();
  let isCut = false;
  const { finishReason } = await runConversation({
    scenario,
    trialIndex,
    ports: {
      complete: async (request, call, limitMs) => await askOnAccount(run, request, { ...call, limitMs, signal, provider, price }),
      problemOf: toolProblem,
      callTool,
      record,
      price,
      clock,
      redactor: run.redactor,
      stopped() {
        if (signal.aborted) return "interrupted";
        isCut = run.meter.isSpent();
        return isCut ? "budget" : null;
      },
    },
  });
  // Whoever is stopped may say so as any failure.
  const isStopped = finishReason === "error" && signal.aborted;
  return { finishReason: isStopped ? INTERRUPTED : finishReason, latencyMs: clock.nowMs(), isCut };
}

interface Judged {
  readonly assertions: readonly AssertionResult[];
  readonly status: TrialStatus;
  readonly score: number | null;
}

interface Judging extends TrialPlace {
  readonly record: (entry: TrialEntry) => number;
  readonly lines: readonly TrialLine[];
}

const UNJUDGED: Judged = { assertions: [], status: "infra_error", score: null };

/** Judges a trial; one that was cut off by what failed for good before. */
async function judge({ run, prepared, trialIndex, signal, record, lines }: Judging, talk: Talk): Promise<Judged> {
  if (talk.finishReason === INTERRUPTED) return UNJUDGED;
  const { scenario, policy, price, functions, judgeOf } = prepared;
  const isCut = talk.isCut || talk.finishReason === "error";
  const footer = isCut ? null : { finishReason: talk.finishReason, latencyMs: talk.latencyMs };
  const header = { capabilities: CAPABILITIES, snapshot: prepared.snapshot };
  const facts = factsOf({ header, lines, footer });
  const assertions = await judgeAssertions(scenario.assertions, facts, {
    shown: shownFacts({ header, lines, footer }, facts, run.redactor),
    scenario,
    policy,
    redactor: run.redactor,
    votes: askVotes({
      trialIndex,
      complete: async (question, call) =>
        await askOnAccount(run, question.request, { ...call, limitMs: null, signal, provider: judgeOf(question), price }),
      price,
    }),
    custom: customFunctions(functions, signal),
    recordVote: record,
  });
  for (const assertion of assertions) record({ line: "assertion", ...assertion });
  return { assertions, ...scoreTrial(assertions, { threshold: scenario.threshold, end: isCut ? "error" : talk.finishReason }) };
}

function footerOf(lines: readonly TrialLine[], { finishReason, latencyMs, status, score }: Talk & Judged): TrialFooter {
  const { tokens, costUsd, judgeCostUsd, turns, toolCalls, votes } = sumTrial(lines);
  return {
    outcome: status,
    finishReason,
    tokens,
    cost: costUsd,
    judgeCost: judgeCostUsd,
    latencyMs,
    score,
    counts: { turns, toolCalls, votes },
  };
}

interface Writing {
  readonly sink: TraceSink;
  readonly footer: TrialFooter;
  readonly result: TrialResult;
  readonly isInterrupted: boolean;
}

async function write({ run, prepared }: TrialPlace, { sink, footer, result, isInterrupted }: Writing): Promise<string | null> {
  const { digest } = await sink.finish(footer);
  const { traceId, trialIndex, status, error } = result;
  await run.store.note({
    traceId,
    trialIndex,
    scenario: prepared.scenario.name,
    status: isInterrupted ? "interrupted" : status,
    ...(error === null ? {} : { error }),
  });
  return digest;
}
