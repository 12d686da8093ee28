import { expect, test } from "vitest";
import type { RunReport } from "../verdict/scenario-report.ts";
import { readTrialText } from "./read-trial-trace.ts";
import { stripAssessment, stripEntry, stripError, stripHeader, stripReport } from "./strip-for-metadata.ts";
import { ENTRIES, HEADER, RUN_ID, TRACE_ID, trialText } from "./trial.fixture.ts";
import type { TrialEntry } from "./trial-lines.ts";

const ASSERTION = ENTRIES.at(-1) as Extract<TrialEntry, { line: "assertion" }>;
const VOTE = ENTRIES[5] as Extract<TrialEntry, { line: "judge_vote" }>;

test("[RC5] no line keeps content, and each can be read again", () => {
  const stripped = ENTRIES.map(stripEntry);
  const header = { ...stripHeader(HEADER), recordingMode: "metadata_only" as const };
  expect(JSON.stringify([header, stripped])).not.toContain("walrus");
  expect(readTrialText(trialText(header, stripped)).kind).toBe("whole");
});

test("[RC5] names of tools, counts, times, costs, codes and outcomes are kept", () => {
  const [request, response, clock, call, result, vote, error, assertion] = ENTRIES.map(stripEntry);
  expect(request).toEqual({ line: "model_request", turn: 1, fingerprint: null, messages: [], config: null });
  expect(response).toMatchObject({
    toolCalls: [
      { id: "call_1", name: "refund", arguments: null, invalid: null },
      { id: "call_2", name: "withheld", invalid: "withheld" },
    ],
    finish: "tool_calls",
    usage: { inputTokens: 10 },
    costUsd: 0.001,
    model: "small-1",
  });
  expect(clock).toMatchObject({ latencyMs: 12, failedTries: [{ status: 429, waitedMs: 5 }] });
  expect(call).toMatchObject({ call: { name: "refund", arguments: null }, problem: "withheld" });
  expect(result).toMatchObject({ callId: "call_1", name: "refund", value: null, isError: true, by: "refused" });
  expect(vote).toMatchObject({ assertion: "polite", judge: "judge-1", scores: [{ name: "tone", score: 0.9, reasoning: null }] });
  expect(error).toMatchObject({ code: "PROVIDER_BUSY", status: 429, ours: false });
  expect(assertion).toMatchObject({ name: "output_contains (2)", outcome: "fail", score: 0, required: true });
});

test("[RC5] neither reports nor assessments keep content", () => {
  const { line: _line, ...result } = ASSERTION;
  const report = {
    runId: RUN_ID,
    scenarios: [
      {
        name: "refund",
        failures: [{ name: ASSERTION.name, failed: 2, skipped: 0, why: "no `walrus`" }],
        results: [{ traceId: TRACE_ID, assertions: [result], error: "no walrus now [PROVIDER_BUSY]" }],
      },
    ],
  } as unknown as RunReport;
  const [scenario] = stripReport(report).scenarios;
  expect(JSON.stringify(scenario)).not.toContain("walrus");
  expect(scenario).toMatchObject({
    failures: [{ name: ASSERTION.name, failed: 2 }],
    results: [{ error: "withheld [PROVIDER_BUSY]" }],
  });
  const assessment = {
    schemaVersion: 1 as const,
    traceId: TRACE_ID,
    runId: RUN_ID,
    assessedAtMs: 1,
    scenarioFile: null,
    hashes: { execution: "", evaluation: "" },
    drift: false,
    partial: false,
    status: "failed" as const,
    score: 0,
    judgeCostUsd: null,
    assertions: [result],
    votes: [VOTE],
  };
  expect(JSON.stringify(stripAssessment(assessment))).not.toContain("walrus");
});

test("[RC5] of an error its code is kept", () => {
  expect(stripError("the walrus was refused [PROVIDER_REFUSED]")).toBe("withheld [PROVIDER_REFUSED]");
  expect(stripError("[Walrus]")).toBe("withheld");
});
