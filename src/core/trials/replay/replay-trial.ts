import { digestTrace } from "../../trace/trace-digest.ts";
import { runConversation } from "../loop/run-conversation.ts";
import type { LoopEnd } from "../loop/loop-ports.ts";
import { redactEntry, redactHeader } from "../privacy/redact-entry.ts";
import type { Redactor } from "../privacy/redactor.ts";
import type { TrialEntry, TrialFooter, TrialHeader, TrialLine } from "../record/trial-lines.ts";
import type { WholeTrialTrace } from "../record/trial-trace.ts";
import type { Scenario } from "../scenario/scenario.ts";
import { snapshotOf } from "../scenario/snapshot.ts";
import { openRecording, type Recording } from "./recording.ts";
import { type Divergence, type Gap, openReplayPorts, type ReplayState } from "./replay-ports.ts";

/** A recorded trial, and the scenario as it is now. */
export interface ReplayWork {
  readonly scenario: Scenario;
  /** Recorded in full. */
  readonly trace: WholeTrialTrace;
  /** With the patterns that it was recorded with; other ones make other requests. */
  readonly redactor: Redactor;
}

/** What came of a replay. Where nothing of it is there, the conversation is the recorded one. */
export interface TrialReplay {
  /** The first turn whose request is another one; what follows from it is not looked at. */
  readonly diverged: Divergence | null;
  /** What was asked for and not recorded. */
  readonly missing: readonly Gap[];
  /** What was recorded and not asked for. */
  readonly unused: readonly Gap[];
  /** Digest of the trace that the replay makes: the recorded one where nothing changed. */
  readonly digest: string;
}

/**
 * Holds a recorded conversation again, by the very code that held it: the model's answers, tool results and times come from the
 * recording, and each request is held against the recorded one. Votes and results of assertions are the recording's: they are
 * judged again by a re-evaluation.
 *
 * Source: SPEC.md RP1-RP10.
 */
export async function replayTrial({ scenario, trace, redactor }: ReplayWork): Promise<TrialReplay> {
  const recording = openRecording(trace.lines);
  const lines: TrialLine[] = [];
  const record = (entry: TrialEntry): number => lines.push({ i: lines.length, ...redactEntry(entry, redactor) }) - 1;
  const { ports, state } = openReplayPorts(recording, { redactor, record });
  const end = await runConversation({ scenario, trialIndex: trace.header.trialIndex, ports });
  for (const { i: _i, ...judged } of trace.lines.filter(isJudging)) lines.push({ i: lines.length, ...judged });
  const again = { header: headerOf(scenario, trace.header, redactor), lines, footer: footerOf(trace.footer, end) };
  return {
    diverged: state.diverged,
    missing: state.missing,
    unused: state.diverged === null ? findUnused(recording, state) : [],
    digest: digestTrace(again as unknown as Parameters<typeof digestTrace>[0]),
  };
}

/** Lines that no conversation makes. */
function isJudging(line: TrialLine): boolean {
  return line.line === "judge_vote" || line.line === "assertion" || (line.line === "error" && line.turn === null);
}

function headerOf({ hashes, ...scenario }: Scenario, header: TrialHeader, redactor: Redactor): TrialHeader {
  const { execution, evaluation } = header.hashes;
  if (execution === hashes.execution && evaluation === hashes.evaluation) return header;
  const snapshot = snapshotOf({ ...scenario, hashes });
  return redactHeader({ ...header, hashes: { ...header.hashes, ...hashes }, snapshot }, redactor);
}

function footerOf(footer: WholeTrialTrace["footer"], { finishReason, turns, toolCalls }: LoopEnd): TrialFooter {
  return { ...footer, finishReason, counts: { ...footer.counts, turns, toolCalls } };
}

function findUnused({ calls, toolCalls }: Recording, state: ReplayState): Gap[] {
  const answers = calls.slice(state.calls).map(({ turn }) => ({ turn, what: "the answer of the model" }));
  const results = toolCalls
    .slice(state.toolCalls)
    .filter(({ answer }) => answer !== null && answer.by !== "refused")
    .map(({ turn, name }) => ({ turn, what: `the result of \`${name}\`` }));
  return [...answers, ...results].toSorted((one, other) => one.turn - other.turn);
}
