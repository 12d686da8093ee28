import type { AssertionResult } from "../assert/assertion.ts";
import type { ToolCall } from "../conversation/message.ts";
import type { RunReport, ScenarioReport, TrialResult } from "../verdict/scenario-report.ts";
import type { Assessment } from "./assessment.ts";
import type { TrialEntry, TrialHeader } from "./trial-lines.ts";

/** What stands where a text that may hold content was. */
const WITHHELD = "withheld";

/**
 * Takes the content out of a trace's line: what was said, asked, returned and thought, and every message of others. Left are
 * names of tools, counts, times, costs, codes and outcomes.
 *
 * Source: issue 6, Privacy; SPEC.md RC5.
 */
export function stripEntry(entry: TrialEntry): TrialEntry {
  switch (entry.line) {
    case "model_request":
      return { ...entry, fingerprint: null, messages: [], config: null };
    case "model_response":
      return {
        ...entry,
        text: null,
        toolCalls: entry.toolCalls.map(stripCall),
        rawFinish: labelOrNull(entry.rawFinish),
        model: labelOrNull(entry.model),
        opaque: null,
        wire: null,
      };
    case "tool_call":
      return { ...entry, call: stripCall(entry.call), problem: withhold(entry.problem) };
    case "tool_result":
      return { ...entry, callId: labelOr(entry.callId), name: labelOr(entry.name), value: null };
    case "judge_vote":
      return stripVote(entry);
    case "error":
      return { ...entry, message: WITHHELD };
    case "clock":
      return { ...entry, failedTries: entry.failedTries.map((tried) => ({ ...tried, message: WITHHELD })) };
    case "assertion":
      return stripResult(entry);
  }
}

/** Takes the content out of a trace's header: the scenario that was run. */
export function stripHeader(header: TrialHeader): TrialHeader {
  return { ...header, snapshot: null };
}

/** Takes the content out of a run's report. */
export function stripReport(report: RunReport): RunReport {
  return { ...report, scenarios: report.scenarios.map(stripScenario) };
}

/** Takes the content out of an assessment. */
export function stripAssessment(assessment: Assessment): Assessment {
  return {
    ...assessment,
    assertions: assessment.assertions.map(stripResult),
    votes: assessment.votes.map(stripVote),
  };
}

/** An error's text without what others said: its code stays, at the end, e.g. `[PROVIDER_BUSY]`. */
export function stripError(error: string): string {
  return `${WITHHELD}${/ \[[A-Z][A-Z0-9_]*\]$/.exec(error)?.[0] ?? ""}`;
}

type Vote = Extract<TrialEntry, { line: "judge_vote" }>;

/** The digest of a short question tells which one it was, to whoever guesses. */
function stripVote(vote: Vote): Vote {
  const scores = vote.scores?.map((score) => ({ ...score, reasoning: null })) ?? null;
  return { ...vote, promptHash: "", scores, problem: withhold(vote.problem), raw: null };
}

/** Its name is a label: its author's, or one that says nothing of what is looked for. */
function stripResult<T extends AssertionResult>(result: T): T {
  return { ...result, why: "" };
}

function stripCall(call: ToolCall): ToolCall {
  return { id: labelOr(call.id), name: labelOr(call.name), arguments: null, invalid: withhold(call.invalid) };
}

function stripScenario(report: ScenarioReport): ScenarioReport {
  return {
    ...report,
    failures: report.failures.map((failure) => ({ ...failure, why: "" })),
    results: report.results.map(stripTrial),
  };
}

function stripTrial(result: TrialResult): TrialResult {
  const error = result.error === null ? null : stripError(result.error);
  return { ...result, error, assertions: result.assertions.map(stripResult) };
}

/** A name or an id, as providers give them; a model can call a tool by any text at all. */
const LABEL = /^[\w.:/@-]{1,128}$/;

function labelOr(text: string): string {
  return LABEL.test(text) ? text : WITHHELD;
}

function labelOrNull(text: string | null): string | null {
  return text === null ? null : labelOr(text);
}

function withhold(text: string | null): string | null {
  return text === null ? null : WITHHELD;
}
